package com.dotscience.deployer.kubeconfig;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.OAuthTokenProvider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;

/**
 * A program that gives credentials: {@code exec} of a kubeconfig (Kubernetes' "client-go credential plugins"). It runs again shortly
 * before its token ends.
 */
final class CredentialPlugin implements OAuthTokenProvider {

    private static final Set<String> KNOWN =
            Set.of("command", "args", "env", "apiVersion", "installHint", "provideClusterInfo", "interactiveMode");
    private static final Set<String> API_VERSIONS =
            Set.of("client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1");

    /** How long before its end a token is replaced, so that a request with the old one still arrives in time. */
    private static final Duration BEFORE_THE_END = Duration.ofSeconds(30);

    /** How long a token is used that names no end. kubectl uses one until the API server refuses it. */
    private static final Duration WITHOUT_AN_END = Duration.ofMinutes(5);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Section exec;
    private final PluginProcess process;
    private final String apiVersion;
    private final Clock clock;
    private String token;
    private Instant until = Instant.MIN;

    private CredentialPlugin(Section exec, PluginProcess process, String apiVersion, Clock clock) {
        this.exec = exec;
        this.process = process;
        this.apiVersion = apiVersion;
        this.clock = clock;
    }

    /** @throws IllegalArgumentException if a field cannot be used; the plugin is not run yet */
    static CredentialPlugin of(Section exec, Section cluster, Map<String, String> environment, Clock clock) {
        exec.allowOnly(KNOWN);
        String apiVersion = exec.text("apiVersion").orElseThrow(() -> exec.refuse("apiVersion", "is missing"));
        if (!API_VERSIONS.contains(apiVersion)) {
            throw exec.refuse(
                    "apiVersion",
                    "must be one of "
                            + String.join(", ", API_VERSIONS.stream().sorted().toList()));
        }
        String interactive = exec.text("interactiveMode").orElse("IfAvailable");
        if (interactive.equals("Always")) {
            throw exec.refuse("interactiveMode", "asks for a terminal, which no deployer has");
        }
        PluginProcess process = PluginProcess.of(exec, environment, info(apiVersion, exec, cluster));
        return new CredentialPlugin(exec, process, apiVersion, clock);
    }

    /** @throws IllegalArgumentException with a sentence for people if the plugin gives no token */
    @Override
    public synchronized String getToken() {
        if (!clock.instant().isBefore(until)) {
            JsonNode status = credential().path("status");
            if (status.path("token").asText().isEmpty()) {
                throw exec.refuse(
                        "command", "gives no token: a plugin that gives client certificates cannot be used here");
            }
            token = status.path("token").asText();
            until = until(status.path("expirationTimestamp").asText());
        }
        return token;
    }

    private JsonNode credential() {
        String output = process.run();
        try {
            JsonNode credential = JSON.readTree(output);
            if (!credential.path("kind").asText().equals("ExecCredential")
                    || !credential.path("apiVersion").asText().equals(apiVersion)) {
                throw exec.refuse("command", "gives no ExecCredential of " + apiVersion);
            }
            return credential;
        } catch (JacksonException quoting) {
            throw exec.refuse("command", "gives what is no JSON");
        }
    }

    private Instant until(String expiration) {
        if (expiration.isEmpty()) {
            return clock.instant().plus(WITHOUT_AN_END);
        }
        try {
            return OffsetDateTime.parse(expiration).toInstant().minus(BEFORE_THE_END);
        } catch (DateTimeParseException e) {
            throw exec.refuse("command", "gives an expirationTimestamp that is none");
        }
    }

    /** What the plugin finds in its variable {@code KUBERNETES_EXEC_INFO}. */
    private static String info(String apiVersion, Section exec, Section cluster) {
        ObjectNode info = JsonNodeFactory.instance.objectNode();
        info.put("apiVersion", apiVersion).put("kind", "ExecCredential");
        ObjectNode spec = info.putObject("spec").put("interactive", false);
        if (exec.flag("provideClusterInfo")) {
            ObjectNode described = spec.putObject("cluster");
            cluster.fields().properties().stream()
                    .filter(field -> !field.getKey().equals("extensions"))
                    .forEach(field -> described.set(field.getKey(), field.getValue()));
        }
        return info.toString();
    }
}
