package com.dotscience.deployer.kubeconfig;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The user as whom the deployer asks the API server. */
final class UserFields {

    private static final Set<String> KNOWN = Set.of(
            "client-certificate",
            "client-certificate-data",
            "client-key",
            "client-key-data",
            "token",
            "tokenFile",
            "as",
            "as-uid",
            "as-groups",
            "as-user-extra",
            "username",
            "password",
            "auth-provider",
            "exec",
            "extensions");

    private UserFields() {}

    static void apply(Section user, Section cluster, Map<String, String> environment, ConfigBuilder config) {
        user.allowOnly(KNOWN);
        if (user.has("auth-provider")) {
            throw user.refuse("auth-provider", "is gone from kubectl 1.26 on: use exec with the provider's plugin");
        }
        certificate(user, config);
        token(user, config);
        password(user, config);
        if (user.has("exec")) {
            if (user.has("token") || user.has("tokenFile")) {
                throw user.refuse("exec", "makes no sense beside a token");
            }
            CredentialPlugin plugin = CredentialPlugin.of(user.inner("exec"), cluster, environment, Clock.systemUTC());
            plugin.getToken();
            config.withOauthTokenProvider(plugin);
        }
        impersonation(user, config);
    }

    private static void certificate(Section user, ConfigBuilder config) {
        boolean certificate = user.has("client-certificate") || user.has("client-certificate-data");
        boolean key = user.has("client-key") || user.has("client-key-data");
        if (certificate != key) {
            throw certificate
                    ? user.refuse("client-key", "is missing beside the client certificate")
                    : user.refuse("client-certificate", "is missing beside the client key");
        }
        if (!certificate) {
            return;
        }
        user.path("client-certificate").ifPresent(file -> config.withClientCertFile(file.toString()));
        user.text("client-certificate-data").ifPresent(data -> {
            ClusterFields.requireBase64(user, "client-certificate-data", data);
            config.withClientCertData(data);
        });
        user.path("client-key").ifPresent(file -> config.withClientKeyFile(file.toString()));
        user.text("client-key-data").ifPresent(data -> {
            ClusterFields.requireBase64(user, "client-key-data", data);
            config.withClientKeyData(data);
        });
        config.withClientKeyAlgo(ClientKey.of(user).algorithm());
    }

    /** A file is read again for each request, because whoever writes it writes a new token before the old one ends. */
    private static void token(Section user, ConfigBuilder config) {
        user.text("token").ifPresent(config::withAutoOAuthToken);
        user.path("tokenFile").ifPresent(file -> config.withOauthTokenProvider(() -> read(file)));
    }

    private static void password(Section user, ConfigBuilder config) {
        if (!user.has("username") && !user.has("password")) {
            return;
        }
        if (user.has("token") || user.has("tokenFile")) {
            throw user.refuse("username", "makes no sense beside a token");
        }
        config.withUsername(user.text("username").orElseThrow(() -> user.refuse("username", "is missing")));
        config.withPassword(user.text("password").orElseThrow(() -> user.refuse("password", "is missing")));
    }

    private static void impersonation(Section user, ConfigBuilder config) {
        List<String> groups = user.texts("as-groups");
        if (!user.has("as")) {
            for (String field : List.of("as-uid", "as-groups", "as-user-extra")) {
                if (user.has(field)) {
                    throw user.refuse(field, "makes no sense without as");
                }
            }
            return;
        }
        config.withImpersonateUsername(user.text("as").orElseThrow());
        config.withImpersonateGroups(groups.toArray(String[]::new));
        user.text("as-uid").ifPresent(uid -> config.addToCustomHeaders("Impersonate-Uid", uid));
        Map<String, List<String>> extras = new HashMap<>();
        Section extra = user.inner("as-user-extra");
        for (Map.Entry<String, JsonNode> entry : extra.fields().properties()) {
            extras.put(entry.getKey(), extra.texts(entry.getKey()));
        }
        config.withImpersonateExtras(extras);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("The token file " + file + " cannot be read", e);
        }
    }
}
