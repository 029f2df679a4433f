package com.dotscience.testing;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;

/**
 * How to reach an API server, and as whom.
 *
 * @param server its URL
 * @param authority the PEM of the certificates to trust; empty for plain HTTP
 * @param token of the user
 */
public record Kubeconfig(String server, String authority, String token) {

    private static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(1);

    /** As kubectl reads it. */
    public String text() {
        String trust = authority.isEmpty()
                ? ""
                : "\n    certificate-authority-data: "
                        + Base64.getEncoder().encodeToString(authority.getBytes(StandardCharsets.UTF_8));
        return """
                apiVersion: v1
                kind: Config
                clusters:
                - name: test
                  cluster:
                    server: %s%s
                users:
                - name: test
                  user:
                    token: %s
                contexts:
                - name: test
                  context:
                    cluster: test
                    user: test
                current-context: test
                """.formatted(server, trust, token);
    }

    public Path writeTo(Path file) {
        try {
            return Files.writeString(file, text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For a fabric8 client. It tries each request once: who wants to try again says so. On a busy machine it waits longer than others. */
    public Config config() {
        return configOf(text());
    }

    static Config configOf(String kubeconfig) {
        return new ConfigBuilder(Config.fromKubeconfig(kubeconfig))
                .withRequestRetryBackoffLimit(0)
                .withRequestTimeout((int) REQUEST_TIMEOUT.toMillis())
                .build();
    }

    /** The same, under a user agent by which the audit log knows the client. */
    public Config config(String userAgent) {
        Config config = config();
        config.setUserAgent(userAgent);
        return config;
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "Kubeconfig[" + server + "]";
    }
}
