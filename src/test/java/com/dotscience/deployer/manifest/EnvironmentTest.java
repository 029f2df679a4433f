package com.dotscience.deployer.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dotscience.testing.Pure;
import org.junit.jupiter.api.Test;

/** The environment, the command and the arguments of a model, to the letter. */
@Pure
class EnvironmentTest {

    @Test
    void variablesKeepTheirOrderAndTheirSources() throws Exception {
        assertThat(ModelContainers.json("""
                        deployment {
                          env { name: 'MODE' value: 'fast' }
                          env { name: 'EMPTY' }
                          env { name: 'CACHE' value: '/tmp/$(MODE)' }
                          env { name: 'DB_PASSWORD' value_from { secret_key_ref { name: 'db' key: 'password' } } }
                          env { name: 'REGION' value_from { config_map_key_ref { name: 'site' key: 'region' } } }
                        }
                        """).path("env")).isEqualTo(ModelContainers.read("""
                [{"name": "MODE", "value": "fast"},
                 {"name": "EMPTY"},
                 {"name": "CACHE", "value": "/tmp/$(MODE)"},
                 {"name": "DB_PASSWORD", "valueFrom": {"secretKeyRef": {"name": "db", "key": "password"}}},
                 {"name": "REGION", "valueFrom": {"configMapKeyRef": {"name": "site", "key": "region"}}}]
                """));
    }

    @Test
    void commandAndArgumentsAreTakenAsTheyAre() throws Exception {
        assertThat(ModelContainers.json("deployment { command: ['sh', '-c'] args: ['exec serve', ''] }"))
                .isEqualTo(ModelContainers.read("""
                        {"name": "model", "image": "model:1", "command": ["sh", "-c"], "args": ["exec serve", ""],
                         "securityContext": {"allowPrivilegeEscalation": false}}
                        """));
    }

    @Test
    void whatIsNotAskedForIsNotWritten() throws Exception {
        assertThat(ModelContainers.json("deployment { }")).isEqualTo(ModelContainers.read("""
                {"name": "model", "image": "model:1", "securityContext": {"allowPrivilegeEscalation": false}}
                """));
    }

    @Test
    void oneNameTwiceIsRefusedInWords() {
        assertThatThrownBy(() -> ModelContainers.json("deployment { env { name: 'A' } env { name: 'A' value: '1' } }"))
                .isInstanceOf(InvalidModelDeploymentException.class)
                .hasMessage("deployment.env has the variable A twice: name it once");
    }
}
