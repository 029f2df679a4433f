package com.dotscience.deployer.manifest;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dotscience.api.Deployment;
import com.dotscience.testing.Pure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Pure
class ServedNamespacesTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "default", "models"})
    void whereItServesItServes(String namespace) {
        assertThatCode(() -> new ServedNamespaces(List.of("models", "default")).check(in(namespace)))
                .doesNotThrowAnyException();
    }

    @Test
    void withoutALimitItServesAll() {
        assertThatCode(() -> new ServedNamespaces(List.of()).check(in("anywhere")))
                .doesNotThrowAnyException();
    }

    @Test
    void elsewhereItRefusesAndSaysWhatToDo() {
        assertThatThrownBy(() -> new ServedNamespaces(List.of("models", "default")).check(in("staging")))
                .isInstanceOf(InvalidModelDeploymentException.class)
                .hasMessage("namespace is staging, but this deployer serves only default, models: choose another"
                        + " namespace, or let it serve this one too (deployer.namespaces)");
    }

    private static Deployment in(String namespace) {
        return Deployment.newBuilder()
                .setId("0ddb4984-802b")
                .setName("roadsigns")
                .setNamespace(namespace)
                .build();
    }
}
