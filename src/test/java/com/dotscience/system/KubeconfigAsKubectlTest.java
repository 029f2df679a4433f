package com.dotscience.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.dotscience.gateway.GatewayServer;
import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.testing.ConnectProxy;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.JavaProgram;
import com.dotscience.testing.Kubectl;
import com.dotscience.testing.ManagementClient;
import com.dotscience.testing.VisitedApiServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a kubeconfig says means the same to kubectl and to the deployer: the same server, as the same user. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Embedded
class KubeconfigAsKubectlTest {

    /** What stands in the cluster, the user, and the environment. */
    enum Row {
        TOKEN("", "token: secret"),
        TOKEN_FILE("", "tokenFile: token"),
        TOKEN_FILE_BEFORE_TOKEN("", "{tokenFile: token, token: other}"),
        USER_AND_PASSWORD("", "{username: ann, password: 'p@ss'}"),
        RSA_FILES("", "{client-certificate: keys/rsa-pkcs8.crt, client-key: keys/rsa-pkcs8.key}"),
        OLD_RSA_FILES("", "{client-certificate: keys/rsa-pkcs1.crt, client-key: keys/rsa-pkcs1.key}"),
        EC_FILES("", "{client-certificate: keys/ec-pkcs8.crt, client-key: keys/ec-pkcs8.key}"),
        OLD_EC_FILES("", "{client-certificate: keys/ec-sec1.crt, client-key: keys/ec-sec1.key}"),
        EC_DATA("", "{client-certificate-data: @keys/ec-pkcs8.crt, client-key-data: @keys/ec-pkcs8.key}"),
        OLD_EC_DATA("", "{client-certificate-data: @keys/ec-sec1.crt, client-key-data: @keys/ec-sec1.key}"),
        CERTIFICATE_AND_TOKEN(
                "", "{token: secret, client-certificate: keys/ec-pkcs8.crt, client-key: keys/ec-pkcs8.key}"),
        AS_ANOTHER("", "{token: secret, as: bob}"),
        AS_ANOTHER_WITH_GROUPS("", "{token: secret, as: bob, as-groups: [one, two], as-user-extra: {scopes: [a, b]}}"),
        PLUGIN("", "exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: ./plugin, args: [plugged]}"),
        PLUGIN_ON_THE_PATH(
                "",
                "exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: plugin, args: ['a b'],"
                        + " env: [{name: SUFFIX, value: x}]}"),
        CA_FILE("certificate-authority: ca.crt", "token: secret"),
        INSECURE("insecure-skip-tls-verify: true", "token: secret"),
        OTHER_NAME("server: 'https://127.0.0.1:OTHER', tls-server-name: api.internal, CA", "token: secret"),
        PROXY_URL("server: 'https://api.example.com:6443', proxy-url: 'http://PROXY', CA", "token: secret"),
        NO_COMPRESSION("disable-compression: true, CA", "token: secret"),
        PROXY_OF_THE_ENVIRONMENT(
                "server: 'https://api.example.com:6443', CA", "token: secret", "HTTPS_PROXY=http://PROXY"),
        SEVERAL_FILES("", "token: secret", "KUBECONFIG=MISSING:first:FILE"),
        NO_FILE_NAMED("", "token: secret", "KUBECONFIG=");

        private final String cluster;
        private final String user;
        private final List<String> environment;

        Row(String cluster, String user, String... environment) {
            this.cluster = cluster;
            this.user = user;
            this.environment = List.of(environment);
        }
    }

    @TempDir
    private static Path folder;

    private VisitedApiServer server;
    private VisitedApiServer other;
    private ConnectProxy proxy;
    private GatewayServer gateway;
    private String token;

    @BeforeAll
    void start() throws Exception {
        server = new VisitedApiServer(folder, "ip:127.0.0.1,dns:api.example.com");
        other = new VisitedApiServer(folder, "dns:api.internal");
        proxy = new ConnectProxy(server.port());
        gateway = GatewayServer.start(GatewayOptions.onLoopback(0, folder.resolve("gateway")));
        try (var management =
                new ManagementClient(gateway.port(), gateway.adminToken().orElseThrow())) {
            token = management.createDeployer("here").getToken();
        }
        Files.createDirectories(folder.resolve(".kube/keys"));
        for (String key : List.of("rsa-pkcs1", "rsa-pkcs8", "ec-sec1", "ec-pkcs8", "ed25519")) {
            for (String ending : List.of(".crt", ".key")) {
                Files.copy(
                        Path.of("src/test/resources/kubeconfig", key + ending),
                        folder.resolve(".kube/keys").resolve(key + ending),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.writeString(folder.resolve(".kube/token"), "of-a-file\n");
        Files.writeString(folder.resolve(".kube/ca.crt"), server.authority());
        Path plugin = Files.writeString(folder.resolve(".kube/plugin"), """
                #!/bin/sh
                echo '{"apiVersion": "client.authentication.k8s.io/v1beta1", "kind": "ExecCredential",' \\
                  "\\"status\\": {\\"token\\": \\"$1$SUFFIX\\"}}"
                """);
        Files.setPosixFilePermissions(plugin, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(folder.resolve("first"), "{apiVersion: v1, kind: Config, current-context: test}");
    }

    @AfterAll
    void stop() throws Exception {
        gateway.close();
        proxy.close();
        other.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void bothReachTheSameServerAsTheSameUser(Row row) throws Exception {
        assumeThat(Kubectl.isInstalled()).as("a kubectl on the PATH").isTrue();
        Path file = write(row.cluster, row.user);
        Map<String, String> environment = environment(row, file);
        visits();

        Ended kubectl = run(environment, List.of("kubectl", "get", "--raw", "/apis/apps/v1/deployments"));
        assertThat(kubectl.code()).as(kubectl.printed()).isZero();
        Map<String, Set<String>> byKubectl = visits();
        Ended deployer = dryRun(environment);
        assertThat(deployer.code()).as(deployer.printed()).isZero();

        assertThat(visits()).isEqualTo(byKubectl);
        assertThat(byKubectl.values()).containsOnlyOnce(Set.of());
        assertThat(deployer.printed()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | {token: secret, tokn: x} | users[test].tokn is not known here",
                "'' | {auth-provider: {name: gcp}} | users[test].auth-provider is gone from kubectl",
                "'' | {username: ann} | users[test].password is missing",
                "'' | {username: ann, password: secret, token: secret} | users[test].username makes no sense beside a token",
                "'' | {client-certificate: keys/ec-sec1.crt} | users[test].client-key is missing",
                "'' | {client-certificate: nowhere, client-key: keys/ec-sec1.key} | users[test].client-certificate names the file",
                "'' | {client-certificate: keys/ed25519.crt, client-key: keys/ed25519.key} | users[test].client-key is neither an RSA nor an EC key",
                "'' | {client-certificate: keys/ec-sec1.crt, client-key: keys/ec-sec1.crt} | users[test].client-key holds no private key",
                "'' | {client-certificate-data: '%%%', client-key-data: aGVsbG8=} | users[test].client-certificate-data is no base64",
                "'' | {tokenFile: nowhere} | users[test].tokenFile names the file",
                "'' | {as-groups: [a]} | users[test].as-groups makes no sense without as",
                "'' | {exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: /bin/echo, args: [secret]}} | users[test].exec.command gives what is no JSON",
                "'' | {exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: 'false'}} | users[test].exec.command ends with exit code 1",
                "'' | {exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: not-there, installHint: Get it}} | which is not installed here: Get it",
                "'' | {exec: {apiVersion: client.authentication.k8s.io/v1alpha1, command: 'true'}} | users[test].exec.apiVersion must be one of",
                "'' | {exec: {apiVersion: client.authentication.k8s.io/v1, command: 'true', interactiveMode: Always}} | users[test].exec.interactiveMode asks for a terminal",
                "certificate-authority: nowhere | {} | clusters[test].certificate-authority names the file",
                "certificate-authority-data: '%' | {} | clusters[test].certificate-authority-data is no base64",
                "insecure-skip-tls-verify: true, CA | {} | clusters[test].insecure-skip-tls-verify makes no sense",
                "insecure-skip-tls-verify: perhaps | {} | clusters[test].insecure-skip-tls-verify must be true or false",
                "'server: ''ftp://a'', CA' | {} | clusters[test].server must be a URL",
                "'proxy-url: ''https://u:secret@proxy'', CA' | {} | clusters[test].proxy-url has the scheme https, which is not supported",
                "'tls-servername: x, CA' | {} | clusters[test].tls-servername is not known here",
            })
    void whatCannotBeUsedIsRefusedInOneLineThatNamesTheField(String cluster, String user, String reason)
            throws Exception {
        Path file = write(cluster, user);

        Ended deployer = dryRun(Map.of("KUBECONFIG", file.toString(), "PATH", System.getenv("PATH")));

        assertThat(deployer.code()).isEqualTo(2);
        assertThat(deployer.printed().lines())
                .singleElement()
                .asString()
                .startsWith("ds-deployer: The kubeconfig " + file + ": ")
                .contains(reason)
                .doesNotContain("secret");
    }

    @Test
    void aVariableThatNamesNoFileIsNoReasonToLookElsewhere() throws Exception {
        Ended deployer = dryRun(Map.of("KUBECONFIG", ":" + folder.resolve("missing"), "HOME", folder.toString()));

        assertThat(deployer.printed())
                .isEqualTo("ds-deployer: The variable KUBECONFIG names no file that exists: correct or unset it\n");
    }

    private Map<String, Set<String>> visits() {
        return Map.of("server", server.visits(), "other", other.visits());
    }

    private Path write(String cluster, String user) throws Exception {
        String authority = encoded(server.authority());
        String fields = cluster.isEmpty() ? "CA" : cluster;
        if (fields.contains("OTHER")) {
            authority = encoded(other.authority());
        }
        fields = fields.replace("CA", "certificate-authority-data: " + authority)
                .replace("OTHER", Integer.toString(other.port()))
                .replace("PROXY", proxy.address());
        if (!fields.contains("server:")) {
            fields = "server: 'https://127.0.0.1:" + server.port() + "', " + fields;
        }
        return Files.writeString(folder.resolve(".kube/config"), """
                apiVersion: v1
                kind: Config
                preferences: {}
                clusters: [{name: test, cluster: {%s}}]
                users: [{name: test, user: %s}]
                contexts: [{name: test, context: {cluster: test, user: test, namespace: default}}]
                current-context: test
                """.formatted(fields, withData(user)));
    }

    private static String withData(String user) throws IOException {
        String fields = user.startsWith("{") ? user : "{" + user + "}";
        for (String file : List.of("keys/ec-pkcs8.crt", "keys/ec-pkcs8.key", "keys/ec-sec1.crt", "keys/ec-sec1.key")) {
            fields = fields.replace(
                    "@" + file, encoded(Files.readString(folder.resolve(".kube").resolve(file))));
        }
        return fields;
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, String> environment(Row row, Path file) {
        Map<String, String> environment = new HashMap<>();
        environment.put("HOME", folder.toString());
        environment.put("PATH", file.getParent() + ":" + System.getenv("PATH"));
        for (String variable : row.environment) {
            String[] parts = variable.replace("PROXY=http://PROXY", "PROXY=http://" + proxy.address())
                    .replace("FILE", file.toString())
                    .replace("MISSING", folder.resolve("missing").toString())
                    .replace("first", folder.resolve("first").toString())
                    .split("=", 2);
            environment.put(parts[0], parts[1]);
        }
        return environment;
    }

    private Ended dryRun(Map<String, String> environment) throws Exception {
        List<String> command = JavaProgram.command(
                "com.dotscience.deployer.Deployer",
                "run",
                "--dry-run",
                "--addr",
                "127.0.0.1:" + gateway.port(),
                "--no-require-tls");
        Map<String, String> complete = new HashMap<>(environment);
        complete.put("TOKEN", token);
        return run(complete, command);
    }

    private record Ended(int code, String printed) {}

    private static Ended run(Map<String, String> environment, List<String> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), printed);
    }
}
