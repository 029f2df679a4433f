package com.dotscience.deployer.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;

/** Everybody else who writes to our objects. What they add has {@code theirs} in its name. */
final class Others {

    private final Random random;

    Others(Random random) {
        this.random = random;
    }

    static boolean added(String name) {
        return name.contains("theirs");
    }

    /** Adds what stays. */
    void add(FakeCluster cluster) {
        for (String key : cluster.keys()) {
            ObjectNode object = cluster.object(key);
            maybe(() -> object.withObject("/metadata/labels").put("theirs", "1"));
            maybe(() -> object.withObject("/metadata/annotations").put("theirs/annotation", "1"));
            maybe(() -> object.withObject("/metadata").putArray("finalizers").add("theirs/finalizer"));
            switch (object.path("kind").asText()) {
                case "Deployment" -> addToPods(object.withObject("/spec/template"));
                case "Service" ->
                    maybe(() ->
                            object.withObject("/spec").putArray("externalIPs").add("theirs"));
                case "PodDisruptionBudget", "HorizontalPodAutoscaler" ->
                    maybe(() -> object.withObject("/metadata/labels").put("theirs/label", "1"));
                case "HTTPRoute" ->
                    maybe(() -> ((ObjectNode) object.at("/spec/rules/0"))
                            .withArray("backendRefs")
                            .addObject()
                            .put("name", "theirs")
                            .put("weight", 1));
                default ->
                    maybe(() -> object.withObject("/spec")
                            .withArray("rules")
                            .addObject()
                            .put("host", "theirs.example.com"));
            }
        }
    }

    private void addToPods(ObjectNode template) {
        ArrayNode containers = template.withObject("/spec").withArray("containers");
        ObjectNode model = (ObjectNode) containers.get(0);
        maybe(() -> template.withObject("/metadata/annotations").put("theirs", "1"));
        maybe(() -> template.withObject("/metadata/labels").put("theirs", "1"));
        maybe(() -> model.withArray("env").addObject().put("name", "theirs").put("value", "1"));
        maybe(() -> model.withArray("ports")
                .insertObject(0)
                .put("name", "theirs")
                .put("containerPort", 15001)
                .put("protocol", "TCP"));
        maybe(() -> containers
                .insertObject(random.nextInt(containers.size() + 1))
                .put("name", "theirs")
                .put("image", "mesh:1"));
    }

    /** Changes by hand what is ours. */
    void spoil(FakeCluster cluster) {
        for (String key : cluster.keys()) {
            ObjectNode object = cluster.object(key);
            maybe(() -> object.withObject("/metadata/labels").put("owner", "nobody"));
            maybe(() -> object.withObject("/metadata/annotations").remove("name"));
            switch (object.path("kind").asText()) {
                case "Deployment" -> spoilPods(object.withObject("/spec"));
                case "Service" ->
                    maybe(() -> object.withObject("/spec/selector").put("deployment", "nothing"));
                case "PodDisruptionBudget" ->
                    maybe(() -> object.withObject("/spec").put("minAvailable", 9));
                case "HorizontalPodAutoscaler" ->
                    maybe(() -> object.withObject("/spec").put("maxReplicas", 9));
                case "HTTPRoute" -> spoilRoute(object.withObject("/spec"));
                default ->
                    maybe(() -> ((ObjectNode) object.at("/spec/rules/0/http/paths/0"))
                            .withObject("/backend/service/port")
                            .put("number", 1));
            }
        }
    }

    private void spoilRoute(ObjectNode spec) {
        if (spec.has("hostnames")) {
            maybe(() -> spec.putArray("hostnames").add("by-hand.example.com"));
        }
        maybe(() -> spec.putArray("parentRefs").addObject().put("name", "by-hand"));
        spec.at("/rules/0/backendRefs").forEach(backend -> {
            if (!added(backend.path("name").asText())) {
                maybe(() -> ((ObjectNode) backend).put("weight", 7));
                maybe(() -> ((ObjectNode) backend).put("port", 1));
            }
        });
    }

    private void spoilPods(ObjectNode spec) {
        maybe(() -> spec.put("replicas", 9));
        for (JsonNode container : spec.at("/template/spec/containers")) {
            switch (container.path("name").asText()) {
                case "model" -> {
                    maybe(() -> ((ObjectNode) container).put("image", "by-hand:1"));
                    maybe(() -> ((ObjectNode) container).remove("lifecycle"));
                }
                case "proxy" -> {
                    maybe(() -> ((ObjectNode) container).remove("readinessProbe"));
                    maybe(() -> ((ObjectNode) container).remove("env"));
                    maybe(() -> ((ObjectNode) container).remove("resources"));
                    maybe(() -> spec.withObject("/template/spec").put("terminationGracePeriodSeconds", 5));
                }
                default -> {}
            }
        }
    }

    private void maybe(Runnable deed) {
        if (random.nextBoolean()) {
            deed.run();
        }
    }
}
