package com.dotscience.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dotscience.api.IngressUrl;
import com.dotscience.testing.Pure;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Pure
class SettingsTest {

    @Test
    void whatNobodySetsIsAsTheGoProgramHadIt() {
        Settings settings = Settings.load(Map.of(), Map.of());

        assertThat(settings.text("deployer.gateway.address")).isEqualTo("cloud.dotscience.com:8800");
        assertThat(settings.flag("deployer.gateway.tls")).isTrue();
        assertThat(settings.duration("deployer.poll.interval")).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void theEnvironmentWinsOverTheBundledFileAndFlagsOverTheEnvironment() {
        Map<String, String> environment = Map.of("DEPLOYER_PRUNE_MAX_PERCENT", "10", "DEPLOYER_PRUNE_MIN_COUNT", "2");

        Settings settings = Settings.load(environment, Map.of("deployer.prune.min-count", "3"));

        assertThat(settings.number("deployer.prune.max-percent", 0, 100)).isEqualTo(10);
        assertThat(settings.number("deployer.prune.min-count", 0, 100)).isEqualTo(3);
    }

    @Test
    void durationsAreReadAsPeopleWriteThem() {
        Settings settings = Settings.load(Map.of("DEPLOYER_POLL_INTERVAL", "1m30s"), Map.of());

        assertThat(settings.duration("deployer.poll.interval")).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void aWrongValueIsNamedWithItsRemedy() {
        Settings settings = Settings.load(
                Map.of("DEPLOYER_POLL_INTERVAL", "soon", "DEPLOYER_CONCURRENCY", "0", "DEPLOYER_PUSH_ENABLED", "yes"),
                Map.of());

        assertThatThrownBy(() -> settings.duration("deployer.poll.interval"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "deployer.poll.interval (DEPLOYER_POLL_INTERVAL) must be a duration such as 500ms, 10s or 1m30s,"
                                + " but is 'soon'");
        assertThatThrownBy(() -> settings.number("deployer.concurrency", 1, 256))
                .hasMessage(
                        "deployer.concurrency (DEPLOYER_CONCURRENCY) must be a whole number from 1 to 256, but is '0'");
        assertThatThrownBy(() -> settings.flag("deployer.push.enabled"))
                .hasMessage("deployer.push.enabled (DEPLOYER_PUSH_ENABLED) must be true or false, but is 'yes'");
    }

    @Test
    void namespacesAreSeparatedByCommas() {
        Settings settings = Settings.load(Map.of("DEPLOYER_NAMESPACES", " models, staging-2 "), Map.of());

        assertThat(settings.namespaces("deployer.namespaces")).containsExactly("models", "staging-2");
        assertThat(Settings.load(Map.of(), Map.of()).namespaces("deployer.namespaces"))
                .isEmpty();
    }

    /** Taken for no limit, they would open the whole cluster. */
    @ParameterizedTest
    @ValueSource(strings = {",", "models,", "Models", "my models", "*"})
    void whatIsNoNamespaceIsNamedWithItsRemedy(String namespaces) {
        Settings settings = Settings.load(Map.of("DEPLOYER_NAMESPACES", namespaces), Map.of());

        assertThatThrownBy(() -> settings.namespaces("deployer.namespaces"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("deployer.namespaces (DEPLOYER_NAMESPACES) must be the names of namespaces, separated by"
                        + " commas, such as models,staging, but is '" + namespaces + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway.example.com:8800", "127.0.0.1:1", "[::1]:8800", "gateway:65535"})
    void anAddressIsHostAndPort(String address) {
        Settings settings = Settings.load(Map.of(), Map.of("deployer.gateway.address", address));

        assertThat(settings.address("deployer.gateway.address")).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gateway.example.com", "gateway:", ":8800", "gateway:port", "https://gateway:8800", "::1:8800"})
    void whatIsNoAddressIsNamedWithItsRemedy(String address) {
        Settings settings = Settings.load(Map.of(), Map.of("deployer.gateway.address", address));

        assertThatThrownBy(() -> settings.address("deployer.gateway.address"))
                .hasMessage("deployer.gateway.address (DEPLOYER_GATEWAY_ADDRESS) must be HOST:PORT, such as"
                        + " gateway.example.com:8800, but is '" + address + "'");
    }

    @Test
    void ingressesAreReachedAsSaid() {
        assertThat(Settings.load(Map.of(), Map.of()).ingressUrl("deployer.ingress.url"))
                .isEqualTo(IngressUrl.USUAL);
        assertThat(Settings.load(Map.of("DEPLOYER_INGRESS_URL", " http://*:30080 "), Map.of())
                        .ingressUrl("deployer.ingress.url"))
                .isEqualTo(new IngressUrl("http://*:30080"));

        Settings wrong = Settings.load(Map.of("DEPLOYER_INGRESS_URL", "http://localhost:30080"), Map.of());
        assertThatThrownBy(() -> wrong.ingressUrl("deployer.ingress.url"))
                .hasMessage("deployer.ingress.url (DEPLOYER_INGRESS_URL) must be http://* or https://*, perhaps with a"
                        + " port as in http://*:30080, but is 'http://localhost:30080'");
    }
}
