package com.dotscience.system.node;

import com.dotscience.api.Version;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.util.JsonFormat;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** What the Go program made of a model deployment, as it was recorded, but for images that can be had. */
record RecordedPod(JsonNode recorded) {

    static final String MODEL = "demo/roadsigns:1";
    static final String PROXY = "quay.io/dotmesh/dotscience-model-proxy:" + Version.current();

    private static final ObjectMapper JSON = new ObjectMapper();

    static RecordedPod read(String name) {
        try (InputStream file = RecordedPod.class.getResourceAsStream("/compat/objects/" + name + ".json")) {
            ObjectNode recorded = (ObjectNode) JSON.readTree(file);
            recorded.withObject("/desired/deployment").put("image", MODEL);
            recorded.withObject("/desired/metrics").put("image", PROXY);
            for (JsonNode container : recorded.at("/deployment/spec/template/spec/containers")) {
                ((ObjectNode) container)
                        .put("image", container.get("name").asText().equals("proxy") ? PROXY : MODEL);
            }
            // What the API server it was recorded from gave it, and another has to give anew.
            for (String kind : List.of("deployment", "service", "ingress")) {
                recorded.withObject("/" + kind).remove("status");
                recorded.withObject("/" + kind + "/metadata")
                        .remove(List.of("uid", "resourceVersion", "creationTimestamp", "generation"));
            }
            recorded.withObject("/service/spec").remove(List.of("clusterIP", "clusterIPs"));
            return new RecordedPod(recorded);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void apply(KubernetesClient client) {
        for (String kind : List.of("deployment", "service", "ingress")) {
            client.resource(recorded.get(kind).toString()).create();
        }
    }

    void remove(KubernetesClient client) {
        for (String kind : List.of("ingress", "service", "deployment")) {
            client.resource(recorded.get(kind).toString()).delete();
        }
    }

    String token() {
        return recorded.get("token").asText();
    }

    String id() {
        return recorded.at("/desired/id").asText();
    }

    String namespace() {
        return recorded.at("/desired/namespace").asText();
    }

    /** Of its three objects. */
    String objectName() {
        return recorded.at("/deployment/metadata/name").asText();
    }

    /** What a Go Gateway wants. */
    com.dotscience.testing.go.Deployment wanted() {
        try {
            var wanted = com.dotscience.testing.go.Deployment.newBuilder();
            JsonFormat.parser().merge(recorded.get("desired").toString(), wanted);
            return wanted.build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A field of the model-proxy's container. */
    JsonNode proxy(String field) {
        return recorded.at("/deployment/spec/template/spec/containers/1/" + field);
    }

    /** An annotation of its pods that tells Prometheus where to look. */
    String scrape(String key) {
        return recorded.at("/deployment/spec/template/metadata/annotations/prometheus.io~1" + key)
                .asText();
    }
}
