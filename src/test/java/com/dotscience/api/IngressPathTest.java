package com.dotscience.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Pure
class IngressPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/a", "/models/signs", "/models/", "/a.b", "/~me/v1.2_x-y", "/..a", "/a..", "/.hidden"})
    void partsOfPlainCharactersAreAPath(String path) {
        assertThat(IngressPath.isValid(path)).isTrue();
    }

    /** Of some of them an ingress controller has made code, of others a path that is elsewhere. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "a", "//", "/a//b", "/.", "/..", "/a/../b", "/a/./b", "/a/..", "/a b", "/a;", "/a{", "/a}", "/a%2f",
                "/a\n", "/a\"", "/a'", "/a$b", "/(a|b)", "/a*", "/a?b", "/a#b", "/a\\b", "/ä"
            })
    void othersAreNone(String path) {
        assertThat(IngressPath.isValid(path)).isFalse();
    }

    @Test
    void norIsOneThatIsTooLong() {
        assertThat(IngressPath.isValid("/" + "a".repeat(1_023))).isTrue();
        assertThat(IngressPath.isValid("/" + "a".repeat(1_024))).isFalse();
    }
}
