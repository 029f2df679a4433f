package com.dotscience.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.testing.Pure;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What pods are given with their Deployment stays theirs, and no pod that has been there before gets it. */
@Pure
class GivenAtCreationTest {

    private static final String APPLIED = "/metadata/annotations/deployer.dotscience.com~1applied";
    private static final String CONTAINERS = "/spec/template/spec/containers";
    private static final Optional<Set<String>> CLASSES = Optional.of(Set.of());

    private final Planner planner = new Planner();

    /** By 0.1.0: {@code roadsigns1} and {@code tumours} have a model-proxy, the latter's API port is 9602. */
    @Nested
    class MadeBefore {

        @ParameterizedTest
        @ValueSource(strings = {"cats", "roadsigns1", "tumours"})
        void staysAsItIs(String name) {
            assertThat(plan(Recording.of010(name)).inSync()).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"cats", "roadsigns1"})
        void getsANewImageAndNothingElse(String name) {
            Recording before = Recording.of010(name);

            assertThat(patch(withImage(before, "model:2")))
                    .containsExactly(Map.entry("replace " + CONTAINERS + "/0/image", "\"model:2\""));
        }

        @Test
        void isToldOfAnUnusualApiPortWithTheNextRealChange() {
            Recording before = Recording.of010("tumours");
            Deployment.Builder wanted = before.wanted().toBuilder();
            wanted.getDeploymentBuilder().setReplicas(7);
            Recording scaled = new Recording(wanted.build(), before.identity(), before.cluster());
            assertThat(patch(scaled)).containsExactly(Map.entry("replace /spec/replicas", "7"));

            Recording updated = withImage(scaled, "model:2");

            assertThat(patchBut(updated, APPLIED))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "replace /spec/replicas",
                            "7",
                            "replace " + CONTAINERS + "/0/image",
                            "\"model:2\"",
                            "add " + CONTAINERS + "/1/env/4",
                            "{\"name\":\"TF_SERVING_PROXY_API_PORT\",\"value\":\"9602\"}"));
            settle(updated);
            assertThat(listed(updated, "proxy", "env")).contains("TF_SERVING_PROXY_API_PORT");
        }

        /** With the exact variables, and nothing that was not asked for. */
        @Test
        void getsWhatAPersonAskedFor() {
            Recording before = Recording.of010("roadsigns1");
            Deployment.Builder wanted = before.wanted().toBuilder();
            wanted.getMetricsBuilder()
                    .setServedName("signs")
                    .setRecordUrl("http://sink")
                    .setModelMetricsPort(8002);
            Recording asked = new Recording(wanted.build(), before.identity(), before.cluster());

            assertThat(patchBut(asked, APPLIED))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "add " + CONTAINERS + "/1/env/4", "{\"name\":\"MODEL_NAME\",\"value\":\"signs\"}",
                            "add " + CONTAINERS + "/1/env/5", "{\"name\":\"MODEL_METRICS_PORT\",\"value\":\"8002\"}",
                            "add " + CONTAINERS + "/1/env/6", "{\"name\":\"RECORD_URL\",\"value\":\"http://sink\"}"));
            settle(asked);
            assertThat(listed(asked, "proxy", "env")).contains("MODEL_NAME", "RECORD_URL", "MODEL_METRICS_PORT");
            assertThat(listed(asked, "proxy", "")).doesNotContain("resources");
            assertThat(listed(asked, "model", "")).doesNotContain("lifecycle");
        }

        @Test
        void getsTheMemoryThatAPersonAskedFor() {
            Recording before = Recording.of010("roadsigns1");
            Deployment.Builder wanted = before.wanted().toBuilder();
            wanted.getMetricsBuilder().setMemoryMib(256);
            Recording asked = new Recording(wanted.build(), before.identity(), before.cluster());

            settle(asked);

            assertThat(pod(asked.cluster())
                            .at("/containers/1/resources/limits/memory")
                            .asText())
                    .isEqualTo("256Mi");
        }

        @Test
        void getsAnotherApiPortWithItsVariable() {
            Recording before = Recording.of010("roadsigns1");
            Deployment.Builder wanted = before.wanted().toBuilder();
            wanted.getMetricsBuilder().setModelProxyApiPort(9602);
            Recording asked = new Recording(wanted.build(), before.identity(), before.cluster());

            assertThat(patch(asked))
                    .containsEntry("replace " + CONTAINERS + "/1/readinessProbe/httpGet/port", "9602")
                    .containsEntry(
                            "add " + CONTAINERS + "/1/env/4",
                            "{\"name\":\"TF_SERVING_PROXY_API_PORT\",\"value\":\"9602\"}");
            settle(asked);
        }

        @Test
        void getsAllOfItWithItsFirstModelProxy() {
            Recording before = Recording.of010("cats");
            Recording asked = new Recording(withProxy(before.wanted()), before.identity(), before.cluster());
            before.cluster()
                    .tree(Kind.DEPLOYMENT)
                    .withObject("/spec/template/spec")
                    .put("terminationGracePeriodSeconds", 90);

            settle(asked);

            assertThatAllIsGiven(asked.cluster());
        }

        @Test
        void keepsWhatSomebodyGaveItByHand() {
            Recording before = Recording.of010("roadsigns1");
            ObjectNode pod = before.cluster().tree(Kind.DEPLOYMENT).withObject("/spec/template/spec");
            pod.put("terminationGracePeriodSeconds", 90);
            ((ObjectNode) pod.at("/containers/0"))
                    .withObject("/lifecycle/preStop/exec")
                    .putArray("command")
                    .add("sleep")
                    .add("20");
            ((ObjectNode) pod.at("/containers/1"))
                    .withObject("/resources/limits")
                    .put("memory", "1Gi");

            assertThat(plan(before).inSync()).isTrue();
            assertThat(patch(withImage(before, "model:2"))).hasSize(1);
        }
    }

    @Nested
    class MadeNew {

        private final Recording made = made(Recording.of010("roadsigns1").wanted());

        @Test
        void hasItAll() {
            assertThatAllIsGiven(made.cluster());
            assertThat(plan(made).inSync()).isTrue();
        }

        @Test
        void keepsItThroughANewImage() {
            Recording updated = withImage(made, "model:2");

            assertThat(patch(updated)).containsExactly(Map.entry("replace " + CONTAINERS + "/0/image", "\"model:2\""));
            settle(updated);
            assertThatAllIsGiven(made.cluster());
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "/containers/0 | lifecycle | add $/0/lifecycle "
                            + "| {\"preStop\":{\"httpGet\":{\"path\":\"/drained\",\"port\":9502}}}",
                    "/containers/1 | resources | add $/1/resources "
                            + "| {\"limits\":{\"memory\":\"96Mi\"},\"requests\":{\"memory\":\"96Mi\"}}",
                })
        void getsBackWhatSomebodyTookOut(String from, String field, String operation, String value) {
            ((ObjectNode) pod(made.cluster()).at(from)).remove(field);

            assertThat(patch(made)).containsExactly(Map.entry(operation.replace("$", CONTAINERS), value));
            settle(made);
            assertThatAllIsGiven(made.cluster());
        }

        @Test
        void getsBackItsVariablesAndTheTimeItHasToEnd() {
            pod(made.cluster()).put("terminationGracePeriodSeconds", 5);
            ((ObjectNode) pod(made.cluster()).at("/containers/1")).remove("env");

            assertThat(patch(made)).containsEntry("replace /spec/template/spec/terminationGracePeriodSeconds", "30");
            settle(made);
            assertThatAllIsGiven(made.cluster());
        }

        @Test
        void ofTwoWaysToStopHasOurs() {
            ObjectNode preStop = (ObjectNode) pod(made.cluster()).at("/containers/0/lifecycle/preStop");
            preStop.remove("httpGet");
            preStop.withObject("/exec").putArray("command").add("true");

            assertThat(patch(made))
                    .containsOnlyKeys(
                            "add " + CONTAINERS + "/0/lifecycle/preStop/httpGet",
                            "remove " + CONTAINERS + "/0/lifecycle/preStop/exec");
        }

        @Test
        void losesItWithItsModelProxy() {
            Deployment.Builder wanted = made.wanted().toBuilder();
            wanted.getMetricsBuilder().clearClasses();
            ((ObjectNode) pod(made.cluster()).at("/containers/0/lifecycle"))
                    .withObject("/postStart/exec")
                    .putArray("command")
                    .add("theirs");

            Recording without = new Recording(wanted.build(), made.identity(), made.cluster());
            settle(without);

            JsonNode pod = pod(made.cluster());
            assertThat(pod.at("/containers")).hasSize(1);
            assertThat(pod.at("/containers/0/lifecycle").fieldNames())
                    .toIterable()
                    .containsExactly("postStart");
            assertThat(listed(without, "model", ""))
                    .containsExactlyInAnyOrder("image", "name", "ports", "securityContext");
        }

        @Test
        void hasTheUsualNameAgainWhenNoneIsAskedForAnyMore() {
            Deployment.Builder wanted = made.wanted().toBuilder();
            wanted.getMetricsBuilder().setServedName("signs");
            settle(new Recording(wanted.build(), made.identity(), made.cluster()));

            settle(made);

            assertThatAllIsGiven(made.cluster());
        }

        /** Somebody edited the record away: what is there is ours again, and nothing of the pods changes. */
        @Test
        void isStillKnownWhenTheRecordIsLost() {
            ObjectNode annotations = made.cluster().tree(Kind.DEPLOYMENT).withObject("/metadata/annotations");
            String record = annotations.path("deployer.dotscience.com/applied").asText();
            annotations.remove("deployer.dotscience.com/applied");

            assertThat(patchOf(made, Kind.DEPLOYMENT)).containsOnlyKeys("add " + APPLIED);
            settle(made);
            assertThat(made.cluster()
                            .tree(Kind.DEPLOYMENT)
                            .at("/metadata/annotations")
                            .path("deployer.dotscience.com/applied")
                            .asText())
                    .isEqualTo(record);
        }
    }

    /** By 0.1.0, which gave none of it. */
    @Nested
    class Security {

        private final Recording before = Recording.of010("cats");
        private final Recording made = made(before.wanted());

        @Test
        void comesWithADeploymentThatIsMadeNew() {
            assertThatItIsSecure(pod(made.cluster()));
            assertThat(plan(made).inSync()).isTrue();
        }

        @Test
        void staysThroughANewImage() {
            settle(withImage(made, "model:2"));
            assertThatItIsSecure(pod(made.cluster()));
        }

        @Test
        void comesBackWhenSomebodyTookItOut() {
            ObjectNode pod = pod(made.cluster());
            pod.put("automountServiceAccountToken", true);
            pod.remove("securityContext");
            ((ObjectNode) pod.at("/containers/0")).remove("securityContext");
            settle(made);
            assertThatItIsSecure(pod(made.cluster()));
        }

        @Test
        void comesToNoneThatWasThereBefore() {
            assertThat(plan(before).inSync()).isTrue();
            settle(withImage(before, "model:2"));
            settle(new Recording(withProxy(before.wanted()), before.identity(), before.cluster()));

            JsonNode pod = pod(before.cluster());
            assertThat(pod.has("automountServiceAccountToken")).isFalse();
            assertThat(pod.at("/securityContext/seccompProfile").isMissingNode())
                    .isTrue();
            assertThat(pod.at("/containers")).hasSize(2).noneMatch(container -> container.has("securityContext"));
        }

        @Test
        void comesToNoneWhoseRecordIsLost() {
            Recording proxied = Recording.of010("roadsigns1");
            Recording with = made(proxied.wanted());
            ObjectNode pod = pod(with.cluster());
            pod.remove(List.of("automountServiceAccountToken", "securityContext"));
            pod.at("/containers").forEach(container -> ((ObjectNode) container).remove("securityContext"));
            ObjectNode annotations = with.cluster().tree(Kind.DEPLOYMENT).withObject("/metadata/annotations");
            annotations.remove("deployer.dotscience.com/applied");

            assertThat(patchOf(with, Kind.DEPLOYMENT)).containsOnlyKeys("add " + APPLIED);
        }

        @Test
        void isWantedOtherwiseWhereSomebodyAsksForIt() {
            Deployment.Builder wanted = before.wanted().toBuilder();
            wanted.getDeploymentBuilder().setServiceAccountToken(true).setUnconfined(true);
            Recording asked = new Recording(wanted.build(), before.identity(), before.cluster());
            settle(asked);
            assertThat(pod(asked.cluster()).path("automountServiceAccountToken").asText())
                    .isEqualTo("true");
            assertThat(pod(asked.cluster())
                            .at("/securityContext/seccompProfile/type")
                            .asText())
                    .isEqualTo("Unconfined");
            assertThat(pod(asked.cluster()).at("/containers/0").has("securityContext"))
                    .isFalse();
        }
    }

    /** A model-proxy that is not ours, in a Deployment of a version that limited each. */
    @Nested
    class MemoryOfAnothersProxy {

        private final Recording made = made(withImageOfProxy("theirs/proxy:1"));

        @Test
        void isNotLimitedInOneThatIsMadeNew() {
            assertThat(pod(made.cluster()).at("/containers/1/resources/limits").isMissingNode())
                    .isTrue();
        }

        @Test
        void staysLimitedWhereItWasUntilItsImageChanges() {
            limitAsBefore();
            assertThat(plan(made).inSync()).isTrue();
            settle(withImage(made, "model:2"));
            assertThat(pod(made.cluster())
                            .at("/containers/1/resources/limits/memory")
                            .asText())
                    .isEqualTo("96Mi");

            settle(new Recording(withImageOfProxy("theirs/proxy:2"), made.identity(), made.cluster()));
            assertThat(pod(made.cluster()).at("/containers/1/resources/limits").isMissingNode())
                    .isTrue();
        }

        @Test
        void isLimitedAsSomebodyAsksWhateverWasUsualOnce() {
            Deployment.Builder wanted = made.wanted().toBuilder();
            wanted.getMetricsBuilder().setMemoryMib(96);
            settle(new Recording(wanted.build(), made.identity(), made.cluster()));

            assertThat(pod(made.cluster())
                            .at("/containers/1/resources/limits/memory")
                            .asText())
                    .isEqualTo("96Mi");
        }

        private void limitAsBefore() {
            String given = "{\"limits\":{\"memory\":\"96Mi\"},\"requests\":{\"memory\":\"96Mi\"}}";
            FakeCluster cluster = made.cluster();
            ((ObjectNode) pod(cluster).at("/containers/1")).set("resources", cluster.read(given));
            ObjectNode annotations = cluster.tree(Kind.DEPLOYMENT).withObject("/metadata/annotations");
            String record = annotations.path("deployer.dotscience.com/applied").asText();
            annotations.put(
                    "deployer.dotscience.com/applied",
                    record.replace(
                            "\"readinessProbe\":{},",
                            "\"readinessProbe\":{},\"resources\":{\"limits\":{\"memory\":{}},\"requests\":{\"memory\":{}}},"));
        }

        private static Deployment withImageOfProxy(String image) {
            Deployment.Builder wanted = Recording.of010("roadsigns1").wanted().toBuilder();
            wanted.getMetricsBuilder().setImage(image);
            return wanted.build();
        }
    }

    private static void assertThatItIsSecure(JsonNode pod) {
        assertThat(pod.path("automountServiceAccountToken").asText()).isEqualTo("false");
        assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        assertThat(pod.at("/containers"))
                .allMatch(container -> container
                        .at("/securityContext/allowPrivilegeEscalation")
                        .asText()
                        .equals("false"));
    }

    private static Recording made(Deployment wanted) {
        Recording fresh = new Recording(wanted, "us", new FakeCluster());
        fresh.cluster().apply(new Planner().plan(wanted, "us", fresh.cluster().observed(), CLASSES));
        return fresh;
    }

    private void settle(Recording recording) {
        recording.cluster().apply(plan(recording));
        assertThat(plan(recording).inSync()).isTrue();
    }

    private void assertThatAllIsGiven(FakeCluster cluster) {
        JsonNode pod = pod(cluster);
        assertThat(pod.path("terminationGracePeriodSeconds").asInt()).isEqualTo(30);
        assertThat(pod.at("/containers/0/lifecycle/preStop/httpGet").toString())
                .isEqualTo("{\"path\":\"/drained\",\"port\":9502,\"scheme\":\"HTTP\"}");
        assertThat(pod.at("/containers/1/resources"))
                .isEqualTo(cluster.read("{\"limits\":{\"memory\":\"96Mi\"},\"requests\":{\"memory\":\"96Mi\"}}"));
        assertThat(pod.at("/containers/1/env"))
                .contains(
                        cluster.read("{\"name\":\"TF_SERVING_PROXY_API_PORT\",\"value\":\"9502\"}"),
                        cluster.read("{\"name\":\"MODEL_NAME\",\"value\":\"model\"}"),
                        cluster.read("{\"name\":\"TERMINATION_GRACE_PERIOD_SECONDS\",\"value\":\"30\"}"));
        ObjectNode record = (ObjectNode)
                cluster.read(cluster.tree(Kind.DEPLOYMENT).at(APPLIED).asText());
        assertThat(record.at("/spec/template/spec").has("terminationGracePeriodSeconds"))
                .isTrue();
        assertThat(record.at(CONTAINERS + "/model/lifecycle")).isEqualTo(cluster.read("{\"preStop\":{}}"));
        assertThat(record.at(CONTAINERS + "/proxy").has("resources")).isTrue();
        assertThat(record.at(CONTAINERS + "/proxy/env"))
                .isEqualTo(
                        cluster.read("{\"DEPLOYMENT_ID\":{},\"MODEL_NAME\":{},\"TERMINATION_GRACE_PERIOD_SECONDS\":{},"
                                + "\"TF_CLASSES\":{},\"TF_SERVING_ADDR\":{},\"TF_SERVING_PROXY_API_PORT\":{},"
                                + "\"TF_SERVING_PROXY_PORT\":{}}"));
    }

    private static ObjectNode pod(FakeCluster cluster) {
        return cluster.tree(Kind.DEPLOYMENT).withObject("/spec/template/spec");
    }

    /** What the record of what is ours names of a container, or of a field of it. */
    private static List<String> listed(Recording recording, String container, String field) {
        FakeCluster cluster = recording.cluster();
        JsonNode record = cluster.read(cluster.tree(Kind.DEPLOYMENT).at(APPLIED).asText());
        JsonNode keys = record.at(CONTAINERS + "/" + container + (field.isEmpty() ? "" : "/" + field));
        return keys.properties().stream().map(Map.Entry::getKey).toList();
    }

    private Plan plan(Recording recording) {
        return planner.plan(
                recording.wanted(), recording.identity(), recording.cluster().observed(), CLASSES);
    }

    /** The one change, which is the Deployment's. */
    private Map<String, String> patch(Recording recording) {
        Plan plan = plan(recording);
        assertThat(plan.changes()).extracting(Change::kind).containsExactly(Kind.DEPLOYMENT);
        return patchOf(recording, Kind.DEPLOYMENT);
    }

    private Map<String, String> patchBut(Recording recording, String path) {
        Map<String, String> patch = patch(recording);
        patch.keySet().removeIf(operation -> operation.endsWith(path));
        return patch;
    }

    private Map<String, String> patchOf(Recording recording, Kind kind) {
        Map<String, String> operations = plan(recording).changes().stream()
                .filter(change -> change.kind() == kind)
                .findFirst()
                .map(recording.cluster()::operations)
                .orElseThrow();
        operations.remove("replace /metadata/resourceVersion");
        return operations;
    }

    private static Recording withImage(Recording before, String image) {
        Deployment.Builder wanted = before.wanted().toBuilder();
        wanted.getDeploymentBuilder().setImage(image);
        return new Recording(wanted.build(), before.identity(), before.cluster());
    }

    private static Deployment withProxy(Deployment wanted) {
        Deployment.Builder builder = wanted.toBuilder();
        builder.getMetricsBuilder().setClasses("[\"cat\"]").setImage("quay.io/dotmesh/dotscience-model-proxy:1");
        return builder.build();
    }
}
