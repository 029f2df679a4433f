package com.dotscience.deployer.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dotscience.testing.Pure;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How pods become ready, end, and take the place of older ones, as it is written. */
@Pure
class LifeOfPodsTest {

    private static final String PROXY = " metrics { image: 'proxy:1' classes: '[]' }";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "type: 'TCP' | {'tcpSocket': {'port': 8501}, 'periodSeconds': 2, 'timeoutSeconds': 5}",
                "type: 'TCP' port: 9 | {'tcpSocket': {'port': 9}, 'periodSeconds': 2, 'timeoutSeconds': 5}",
                "type: 'HTTP' path: '/up' | {'httpGet': {'path': '/up', 'port': 8501}, 'periodSeconds': 2, 'timeoutSeconds': 5}",
                "type: 'TensorFlowServing' | {'httpGet': {'path': '/v1/models/model/metadata', 'port': 8501}, 'periodSeconds': 2, 'timeoutSeconds': 5}",
                "type: 'TensorFlowServing' model: 'signs' | {'httpGet': {'path': '/v1/models/signs/metadata', 'port': 8501}, 'periodSeconds': 2, 'timeoutSeconds': 5}",
                "type: 'OpenInference' port: 8000 | {'httpGet': {'path': '/v2/health/ready', 'port': 8000}, 'periodSeconds': 2, 'timeoutSeconds': 5}",
                "type: 'OpenInference' model: 'signs' | {'httpGet': {'path': '/v2/models/signs/ready', 'port': 8501}, 'periodSeconds': 2, 'timeoutSeconds': 5}"
            })
    void aModelIsReadyWhenItAnswers(String readiness, String probe) throws Exception {
        JsonNode model = ModelContainers.json("deployment { ports: [8501, 8502] readiness { " + readiness + " } }");

        assertThat(model.get("readinessProbe")).isEqualTo(ModelContainers.read(probe.replace('\'', '"')));
        assertThat(model.has("startupProbe")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "readiness { type: 'None' }"})
    void aModelOfWhichNobodySaysItIsReadyWhenItRuns(String asked) throws Exception {
        JsonNode deployment = ModelContainers.deployment("deployment { ports: 8501 " + asked + " }");

        assertThat(deployment.toString()).doesNotContain("Probe", "lifecycle", "strategy", "Deadline", "Grace");
    }

    @Test
    void besideTheModelProxysWordTheModelsOwnCountsWhereItIsAskedFor() throws Exception {
        JsonNode containers = ModelContainers.template("deployment { ports: 8501 readiness { type: 'TCP' } }" + PROXY)
                .at("/spec/containers");

        assertThat(containers.at("/0/readinessProbe/tcpSocket/port").asInt()).isEqualTo(8501);
        assertThat(containers.at("/1/readinessProbe/httpGet/path").asText()).isEqualTo("/health");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "5, 1", "6, 2", "600, 120"})
    void aModelHasTheTimeToStartThatIsAskedFor(int seconds, int failures) throws Exception {
        JsonNode deployment = ModelContainers.deployment(
                "deployment { ports: 8501 readiness { type: 'HTTP' path: '/up' } start_up_seconds: " + seconds + " }");

        assertThat(deployment.at("/spec/template/spec/containers/0/startupProbe"))
                .isEqualTo(ModelContainers.read("""
                {"httpGet": {"path": "/up", "port": 8501}, "periodSeconds": 5, "timeoutSeconds": 5, "failureThreshold": %d}
                """.formatted(failures)));
        assertThat(deployment.at("/spec/progressDeadlineSeconds").asInt()).isEqualTo(600 + seconds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "drain { seconds: 5 } | {'preStop': {'sleep': {'seconds': 5}}} | 35",
                "drain { seconds: 5 image_sleep: true } | {'preStop': {'exec': {'command': ['sleep', '5']}}} | 35",
                "drain { seconds: 5 } termination_grace_period_seconds: 7 | {'preStop': {'sleep': {'seconds': 5}}} | 7"
            })
    void aPodServesOnBeforeItEnds(String asked, String lifecycle, int gracePeriod) throws Exception {
        JsonNode pod = ModelContainers.template("deployment { ports: 8501 " + asked + " }")
                .get("spec");

        assertThat(pod.at("/containers/0/lifecycle").toString())
                .isEqualTo(ModelContainers.read(lifecycle.replace('\'', '"')).toString());
        assertThat(pod.get("terminationGracePeriodSeconds").asInt()).isEqualTo(gracePeriod);
    }

    @Test
    void theModelProxyDrainsByItselfAndIsToldHowLongThePodHas() throws Exception {
        JsonNode pod = ModelContainers.template("deployment { ports: 8501 termination_grace_period_seconds: 120 "
                        + "drain { seconds: 5 } }" + PROXY)
                .get("spec");

        assertThat(pod.at("/containers/0/lifecycle/preStop/httpGet/path").asText())
                .isEqualTo("/drained");
        assertThat(pod.get("terminationGracePeriodSeconds").asInt()).isEqualTo(120);
        assertThat(pod.at("/containers/1/env"))
                .contains(ModelContainers.read("{\"name\": \"TERMINATION_GRACE_PERIOD_SECONDS\", \"value\": \"120\"}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "strategy: 'Recreate' | {'type': 'Recreate'}",
                "strategy: 'RollingUpdate' | {'type': 'RollingUpdate'}",
                "max_surge: '0' max_unavailable: '1' | {'type': 'RollingUpdate', 'rollingUpdate': {'maxSurge': 0, 'maxUnavailable': 1}}",
                "strategy: 'RollingUpdate' max_unavailable: '30%' | {'type': 'RollingUpdate', 'rollingUpdate': {'maxUnavailable': '30%'}}"
            })
    void podsTakeThePlaceOfOlderOnesAsItIsAskedFor(String asked, String strategy) throws Exception {
        assertThat(ModelContainers.deployment("deployment { rollout { " + asked + " } }")
                        .at("/spec/strategy"))
                .isEqualTo(ModelContainers.read(strategy.replace('\'', '"')));
    }

    @Test
    void aDeadlineThatIsAskedForCountsAlsoWithAStartUpTime() throws Exception {
        assertThat(ModelContainers.deployment("deployment { ports: 8501 readiness { type: 'TCP' } start_up_seconds: 60 "
                                + "rollout { progress_deadline_seconds: 90 } }")
                        .at("/spec/progressDeadlineSeconds")
                        .asInt())
                .isEqualTo(90);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "readiness { type: 'GRPC' } ports: 1 | deployment.readiness.type is GRPC: it has to be None, HTTP, TCP, TensorFlowServing or OpenInference",
                "readiness { type: 'TCP' } | deployment.readiness.port is missing: name it, since the model has no port of its own"
            })
    void whatNobodyCanLookAtIsRefusedInWords(String asked, String words) {
        assertThatThrownBy(() -> ModelContainers.json("deployment { " + asked + " }"))
                .isInstanceOf(InvalidModelDeploymentException.class)
                .hasMessage(words);
    }
}
