package com.dotscience.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dotscience.deployer.desired.Update;
import com.dotscience.testing.Pure;
import java.util.Map;
import org.junit.jupiter.api.Test;

@Pure
class SourcesTest {

    @Test
    void unlessSomebodySaysOtherwiseItIsTheGatewayAlone() {
        Sources sources = sources(Map.of());

        assertThat(sources.names()).containsExactly(Update.GATEWAY);
        assertThat(sources.needToken()).isTrue();
    }

    @Test
    void onlyResourcesNeedNoToken() {
        Sources sources = sources(Map.of(
                "DEPLOYER_GATEWAY_ENABLED", "false",
                "DEPLOYER_RESOURCES_ENABLED", "true",
                "DEPLOYER_IDENTITY", "gitops"));

        assertThat(sources.names()).containsExactly(Update.RESOURCES);
        assertThat(sources.needToken()).isFalse();
    }

    @Test
    void whatIsPushedNeedsATokenAlsoWithoutAGateway() {
        Sources sources = sources(Map.of(
                "DEPLOYER_GATEWAY_ENABLED", "false", "DEPLOYER_PUSH_ENABLED", "true", "DEPLOYER_IDENTITY", "pushed"));

        assertThat(sources.names()).containsExactly(Update.PUSH);
        assertThat(sources.needToken()).isTrue();
    }

    @Test
    void withoutAGatewaySomebodyHasToSayWhoseTheObjectsAreAndSomebodyHasToAskForThem() {
        assertThatThrownBy(() ->
                        sources(Map.of("DEPLOYER_GATEWAY_ENABLED", "false", "DEPLOYER_RESOURCES_ENABLED", "true")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("deployer.gateway.enabled (DEPLOYER_GATEWAY_ENABLED) is false, so no token says whose this"
                        + " deployer's objects are: set deployer.identity (DEPLOYER_IDENTITY)");
        assertThatThrownBy(() -> sources(Map.of("DEPLOYER_GATEWAY_ENABLED", "false", "DEPLOYER_IDENTITY", "gitops")))
                .hasMessage("deployer.gateway.enabled (DEPLOYER_GATEWAY_ENABLED) is false, and nobody else asks for"
                        + " models: set deployer.resources.enabled (DEPLOYER_RESOURCES_ENABLED) to true");
    }

    private static Sources sources(Map<String, String> environment) {
        Settings settings = Settings.load(environment, Map.of());
        return Sources.of(settings, new PushPort(settings));
    }
}
