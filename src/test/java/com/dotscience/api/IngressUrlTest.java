package com.dotscience.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Pure
class IngressUrlTest {

    @Test
    void theHostTakesTheStarsPlace() {
        assertThat(IngressUrl.USUAL.of(at("cats.example.com"))).isEqualTo("https://cats.example.com");
        assertThat(IngressUrl.parse("http://*:30080").orElseThrow().of(at("cats.example.com")))
                .isEqualTo("http://cats.example.com:30080");
    }

    @Test
    void whatHasNoNameOfItsOwnHasNoUrl() {
        assertThat(IngressUrl.USUAL.of(IngressSpec.getDefaultInstance())).isEmpty();
        assertThat(IngressUrl.USUAL.of(at("*.example.com"))).isEmpty();
    }

    @Test
    void ofSeveralHostsTheFirstWithANameIsShown() {
        assertThat(IngressUrl.USUAL.of(at("*.example.com").toBuilder()
                        .addAdditionalHosts("cats.example.com")
                        .build()))
                .isEqualTo("https://cats.example.com");
    }

    @Test
    void thePathFollowsTheHost() {
        assertThat(IngressUrl.USUAL.of(at("cats.example.com").toBuilder()
                        .setPath("/models/cats")
                        .build()))
                .isEqualTo("https://cats.example.com/models/cats");
        assertThat(IngressUrl.USUAL.of(
                        at("cats.example.com").toBuilder().setPath("/").build()))
                .isEqualTo("https://cats.example.com");
    }

    private static IngressSpec at(String host) {
        return IngressSpec.newBuilder().setHost(host).build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://*", "http://*", "https://*:8443", "http://*:1", "http://*:65535"})
    void schemeStarAndPortAreRead(String pattern) {
        assertThat(IngressUrl.parse(pattern)).contains(new IngressUrl(pattern));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https",
                "https://",
                "https://*/",
                "https://*/models",
                "https://*.example.com",
                "https://example.com",
                "ftp://*",
                "HTTP://*",
                "http://*:",
                "http://*:0",
                "http://*:65536",
                "http://*:99999999999",
                "http://*:port",
                "http://*:8088\nx"
            })
    void anythingElseIsNot(String pattern) {
        assertThat(IngressUrl.parse(pattern)).isEmpty();
    }
}
