package com.dotscience.deployer.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dotscience.api.Deployment;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.util.JsonFormat;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What a program made of a model deployment, as a Kubernetes 1.20 API server returned it. */
record Recording(Deployment wanted, String identity, FakeCluster cluster) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Made by the Go program. */
    static Recording of(String name) {
        return in("/compat/objects/" + name + ".json");
    }

    /** Made by 0.1.0 of this one. */
    static Recording of010(String name) {
        return in("/released/0.1.0/" + name + ".json");
    }

    private static Recording in(String resource) {
        try (InputStream file = Recording.class.getResourceAsStream(resource)) {
            JsonNode recorded = JSON.readTree(file);
            Deployment.Builder wanted = Deployment.newBuilder();
            JsonFormat.parser().merge(recorded.get("desired").toString(), wanted);
            FakeCluster cluster = new FakeCluster();
            cluster.put(JSON.convertValue(
                    recorded.get("deployment"), io.fabric8.kubernetes.api.model.apps.Deployment.class));
            cluster.put(JSON.convertValue(recorded.get("service"), Service.class));
            cluster.put(JSON.convertValue(recorded.get("ingress"), Ingress.class));
            return new Recording(wanted.build(), md5(recorded.get("token").asText()), cluster);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String md5(String token) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(token.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
