package com.dotscience.testing.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import java.util.List;
import org.junit.jupiter.api.Test;

@Pure
class RuleTest {

    @Test
    void aHostIsComparedWithoutItsCase() {
        Rule rule = rule("Cats.example.com", "/", "Prefix");

        assertThat(rule.matches("cats.EXAMPLE.com", "/")).isTrue();
        assertThat(rule.matches("dogs.example.com", "/")).isFalse();
        assertThat(rule(null, "/", "Prefix").matches("dogs.example.com", "/")).isTrue();
    }

    @Test
    void aWildcardStandsForOneLabel() {
        Rule rule = rule("*.example.com", "/", "Prefix");

        assertThat(rule.matches("cats.example.com", "/")).isTrue();
        assertThat(rule.matches("example.com", "/")).isFalse();
        assertThat(rule.matches("big.cats.example.com", "/")).isFalse();
    }

    @Test
    void aPrefixIsOneOfWholeElements() {
        Rule rule = rule("h", "/a", "Prefix");

        assertThat(List.of("/a", "/a/", "/a/b")).allMatch(path -> rule.matches("h", path));
        assertThat(List.of("/", "/ab", "/b/a")).noneMatch(path -> rule.matches("h", path));
        assertThat(rule("h", "/a", "Exact").matches("h", "/a")).isTrue();
        assertThat(rule("h", "/a", "Exact").matches("h", "/a/b")).isFalse();
        assertThat(rule("h", null, "ImplementationSpecific").matches("h", "/anything"))
                .isTrue();
    }

    @Test
    void theBestComesFirst() {
        Rule any = rule(null, "/", "Prefix");
        Rule wildcard = rule("*.example.com", "/", "Prefix");
        Rule host = rule("cats.example.com", "/", "Prefix");
        Rule longer = rule("cats.example.com", "/v1", "Prefix");
        Rule exact = rule("cats.example.com", "/v1", "Exact");

        assertThat(List.of(any, wildcard, host, longer, exact).stream().sorted(Rule.BEST_FIRST))
                .containsExactly(exact, longer, host, wildcard, any);
    }

    private static Rule rule(String host, String path, String type) {
        HTTPIngressPath asked = new HTTPIngressPath();
        asked.setPath(path);
        asked.setPathType(type);
        return Rule.of(host, asked, new Backend("models/cats:80", List.of()), 0);
    }
}
