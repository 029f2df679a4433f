package com.dotscience.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
}
