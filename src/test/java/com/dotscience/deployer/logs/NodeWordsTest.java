package com.dotscience.deployer.logs;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import org.junit.jupiter.api.Test;

@Pure
class NodeWordsTest {

    @Test
    void whatEndsALogOfStampedLinesWithoutAStampIsTheNodes() {
        assertThat(NodeWords.are("anything at all", true)).isTrue();
        assertThat(NodeWords.are("2026-01-02T03:04:05Z failed to load", true)).isFalse();
    }

    /** Who stands in for an API server may give no stamps at all. */
    @Test
    void withoutStampsOnlyWhatAKubeletWritesIsTheNodes() {
        assertThat(NodeWords.are("unable to retrieve container logs for containerd://804e", false))
                .isTrue();
        assertThat(NodeWords.are("failed to try resolving symlinks in path \"/var/log/pods/x\"", false))
                .isTrue();
        assertThat(NodeWords.are("rpc error: code = Unavailable desc = connection error", false))
                .isTrue();
        assertThat(NodeWords.are("the last words", false)).isFalse();
    }
}
