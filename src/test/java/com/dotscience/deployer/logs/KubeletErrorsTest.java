package com.dotscience.deployer.logs;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import org.junit.jupiter.api.Test;

@Pure
class KubeletErrorsTest {

    @Test
    void whatEndsALogOfStampedLinesWithoutAStampIsTheNodes() {
        assertThat(KubeletErrors.are("anything at all", true)).isTrue();
        assertThat(KubeletErrors.are("2026-01-02T03:04:05Z failed to load", true))
                .isFalse();
    }

    /** Who stands in for an API server may give no stamps at all. */
    @Test
    void withoutStampsOnlyWhatAKubeletWritesIsTheNodes() {
        assertThat(KubeletErrors.are("unable to retrieve container logs for containerd://804e", false))
                .isTrue();
        assertThat(KubeletErrors.are("failed to try resolving symlinks in path \"/var/log/pods/x\"", false))
                .isTrue();
        assertThat(KubeletErrors.are("rpc error: code = Unavailable desc = connection error", false))
                .isTrue();
        assertThat(KubeletErrors.are("the last words", false)).isFalse();
    }
}
