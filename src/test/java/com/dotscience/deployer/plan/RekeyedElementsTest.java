package com.dotscience.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.api.ServicePort;
import com.dotscience.testing.Pure;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** R11: what an admission makes of our list elements stays ours: no object grows by it, and what we put in is taken out. */
@Pure
class RekeyedElementsTest {

    private static final String CONTAINERS = "/spec/template/spec/containers";

    private final FakeCluster cluster = new FakeCluster();
    private final Planner planner = new Planner();
    private final Deployment.Builder wanted = model();
    private boolean sticks = true;

    static Stream<Arguments> elements() {
        return Stream.of(
                element("a host", Kind.INGRESS, "/spec/rules", "host"),
                element("a path", Kind.INGRESS, "/spec/rules/0/http/paths", "path"),
                element("a container", Kind.DEPLOYMENT, CONTAINERS, "name"),
                element("the other container", Kind.DEPLOYMENT, CONTAINERS, "name", 1),
                element("a container's port", Kind.DEPLOYMENT, CONTAINERS + "/0/ports", "containerPort"),
                element("the other's port", Kind.DEPLOYMENT, CONTAINERS + "/1/ports", "containerPort", 1),
                element("a port's protocol", Kind.DEPLOYMENT, CONTAINERS + "/0/ports", "protocol"),
                element("a variable", Kind.DEPLOYMENT, CONTAINERS + "/1/env", "name"),
                element("a later variable", Kind.DEPLOYMENT, CONTAINERS + "/1/env", "name", 3),
                element("a Service's port", Kind.SERVICE, "/spec/ports", "port"),
                element("a Service port's name", Kind.SERVICE, "/spec/ports", "name"),
                element("a Service port's protocol", Kind.SERVICE, "/spec/ports", "protocol"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("elements")
    void neverGrows(String name, Kind kind, String list, String field, int index) {
        cluster.admit(object -> rewrite(object, kind, list, field, index));
        cluster.apply(plan());
        JsonNode made = cluster.tree(kind).at("/spec").deepCopy();

        for (int write = 0; write < 10; write++) {
            assertThat(plan().changes()).extracting(Change::kind).containsExactly(kind);
            cluster.apply(plan());
            sticks = false;
            assertThat(cluster.tree(kind).at("/spec")).isEqualTo(made);
        }

        cluster.admit(object -> {});
        cluster.apply(plan());
        sticks = true;
        cluster.apply(plan());
        assertIsAsInAFreshCluster(kind);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("elements")
    void goesWithWhatItIsPartOf(String name, Kind kind, String list, String field, int index) {
        cluster.admit(object -> rewrite(object, kind, list, field, index));
        cluster.apply(plan());
        sticks = false;
        cluster.apply(plan());
        // What comes now is like nothing that was there.
        wanted.clearMetrics().clearLabels();
        wanted.getDeploymentBuilder().setImage("other:1").clearPorts().addPorts(7000);
        wanted.getServiceBuilder()
                .clearPorts()
                .addPorts(ServicePort.newBuilder().setName("else").setPort(7001).setTargetPort(7002));
        wanted.getIngressBuilder().setHost("b.example.com");
        cluster.admit(object -> {});

        cluster.apply(plan());
        sticks = true;
        cluster.apply(plan());

        assertIsAsInAFreshCluster(kind);
    }

    /** The two ports are one port then. */
    @Test
    void doesNotGrowWhereItBecomesAnotherOfOurs() {
        wanted.getDeploymentBuilder().addPorts(8502);
        cluster.admit(object ->
                object.at(CONTAINERS + "/0/ports").forEach(port -> ((ObjectNode) port).put("containerPort", 8502)));
        cluster.apply(plan());

        for (int write = 0; write < 10; write++) {
            cluster.apply(plan());
            assertThat(ports()).containsExactly(8502, 8502);
        }

        cluster.admit(object -> {});
        cluster.apply(plan());
        assertThat(ports()).containsExactly(8502, 8501);
        assertThat(plan().changes()).isEmpty();
    }

    /** An object that grew before this was mended gets its one rule back. */
    @Test
    void isOneHoweverOftenItIsThere() {
        cluster.apply(plan());
        ArrayNode rules = (ArrayNode) cluster.tree(Kind.INGRESS).at("/spec/rules");
        ((ObjectNode) rules.get(0)).put("host", "cats.example.com.rewritten");
        for (int i = 0; i < 63; i++) {
            rules.add(rules.get(0).deepCopy());
        }

        cluster.apply(plan());

        assertThat(cluster.tree(Kind.INGRESS).at("/spec/rules").findValuesAsText("host"))
                .containsExactly("cats.example.com");
        assertThat(plan().changes()).isEmpty();
    }

    @Test
    void isNotWhatSomebodyAddedBesideIt() {
        cluster.apply(plan());
        ArrayNode rules = (ArrayNode) cluster.tree(Kind.INGRESS).at("/spec/rules");
        rules.addObject().put("host", "theirs.example.com");
        ArrayNode ports = (ArrayNode) cluster.tree(Kind.DEPLOYMENT).at(CONTAINERS + "/0/ports");
        ports.addObject().put("name", "mesh").put("containerPort", 15001).put("protocol", "TCP");
        rules.remove(0);
        ports.remove(0);

        cluster.apply(plan());

        assertThat(cluster.tree(Kind.INGRESS).at("/spec/rules").findValuesAsText("host"))
                .containsExactly("theirs.example.com", "cats.example.com");
        assertThat(ports()).containsExactly(15001, 8501);
        assertThat(plan().changes()).isEmpty();
    }

    /** Of two variables with one name the runtime takes the last one. */
    @Test
    void isAlsoAVariableThatIsThereTwice() {
        cluster.admit(object -> {
            if (object.at(CONTAINERS + "/1/env") instanceof ArrayNode variables) {
                variables.addObject().put("name", "TF_CLASSES").put("value", "theirs");
            }
        });
        cluster.apply(plan());
        JsonNode made = cluster.tree(Kind.DEPLOYMENT).at("/spec").deepCopy();

        for (int write = 0; write < 3; write++) {
            cluster.apply(plan());
            assertThat(cluster.tree(Kind.DEPLOYMENT).at("/spec")).isEqualTo(made);
        }
    }

    private void assertIsAsInAFreshCluster(Kind kind) {
        FakeCluster fresh = new FakeCluster();
        fresh.apply(planner.plan(wanted.build(), "us", fresh.observed(), classes()));
        assertThat(Parts.of(cluster.tree(kind)).ours())
                .isEqualTo(Parts.of(fresh.tree(kind)).ours());
        assertThat(plan().changes()).isEmpty();
    }

    private List<Integer> ports() {
        return cluster.tree(Kind.DEPLOYMENT).at(CONTAINERS + "/0/ports").findValues("containerPort").stream()
                .map(JsonNode::asInt)
                .toList();
    }

    private static void rewrite(ObjectNode object, Kind kind, String list, String field, int index) {
        JsonNode element = object.at(list).path(index);
        if (!object.path("kind").asText().equals(kind.toString()) || element.isMissingNode()) {
            return;
        }
        JsonNode value = element.path(field);
        if (field.equals("protocol")) {
            ((ObjectNode) element).put(field, "UDP");
        } else if (value.isNumber() && value.asInt() < 20_000) {
            ((ObjectNode) element).put(field, 20_000 + value.asInt());
        } else if (value.isTextual() && !value.asText().endsWith("rewritten")) {
            ((ObjectNode) element).put(field, value.asText() + "-rewritten");
        }
    }

    private Plan plan() {
        Observed observed = sticks ? cluster.observed() : cluster.observed().notSticking(Set.of(Kind.values()));
        return planner.plan(wanted.build(), "us", observed, classes());
    }

    private static Optional<Set<String>> classes() {
        return Optional.of(Set.of());
    }

    private static Arguments element(String name, Kind kind, String list, String field) {
        return element(name, kind, list, field, 0);
    }

    private static Arguments element(String name, Kind kind, String list, String field, int index) {
        return Arguments.of(name, kind, list, field, index);
    }

    private static Deployment.Builder model() {
        Deployment.Builder model =
                Deployment.newBuilder().setId("c1-1").setName("cats").putLabels("team", "vision");
        model.getDeploymentBuilder().setReplicas(2).setImage("model:1").addPorts(8501);
        model.getServiceBuilder()
                .addPorts(ServicePort.newBuilder()
                        .setName("model-http")
                        .setPort(80)
                        .setTargetPort(9501))
                .addPorts(ServicePort.newBuilder().setName("more").setPort(81).setTargetPort(8501));
        model.getIngressBuilder().setHost("cats.example.com").setClass_("nginx");
        model.getMetricsBuilder().setImage("proxy:1").setClasses("cat,dog");
        return model;
    }
}
