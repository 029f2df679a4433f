package com.dotscience.gateway.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dotscience.api.Version;
import com.dotscience.api.management.GetInstallManifestRequest;
import com.dotscience.gateway.Http;
import com.dotscience.gateway.Refusals;
import com.dotscience.gateway.TestDeployer;
import com.dotscience.gateway.TestGateway;
import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.gateway.store.Token;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.Kubectl;
import com.dotscience.testing.Manifests;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.grpc.Status;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code kubectl apply -f} gets from a Gateway, and what {@code ds deployer manifest} does. */
@Embedded
class InstallPageTest {
    private static final String NAME = "dotscience-deployer";
    private static final String TOKEN = "QZBXM57CUDQOB6HDXU3ATLG6WZOH2U5IQN6HJA46AAH3EH2XN5OQ====";
    private static final String ADDRESS = "gateway.example.com:8800";
    private static final Map<String, String> USUAL = Map.of("token", TOKEN, "gateway", ADDRESS);

    private final Manifests packaged = Manifests.read(Path.of("kubernetes/install.yaml"));

    @TempDir
    private Path folder;

    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.on(GatewayOptions.embeddedDatabase(folder.resolve("data")));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void itIsWhatIsPackagedWithASecretThatTheDeploymentReads() throws Exception {
        HttpResponse<String> response = Http.get(gateway, page(USUAL));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/yaml");
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(image(packaged.the(Deployment.class))).endsWith(":" + Version.current());
        environment(packaged.the(Deployment.class)).forEach(variable -> {
            if (variable.getName().equals("GATEWAY_ADDRESS")) {
                variable.setValue(ADDRESS);
            }
        });
        List<HasMetadata> served = Manifests.parse(response.body()).objects();
        assertThat(served.get(0)).isInstanceOf(Namespace.class);
        assertThat(served.get(1)).isEqualTo(secret(NAME, TOKEN));
        assertThat(served).filteredOn(object -> !(object instanceof Secret)).isEqualTo(packaged.objects());
    }

    @Test
    void tagAndTlsAreToldToTheDeployment() throws Exception {
        Deployment deployment = served(with("tag", "1.2.3-rc_1")).the(Deployment.class);
        assertThat(image(deployment)).isEqualTo("quay.io/dotmesh/dotscience-deployer:1.2.3-rc_1");
        assertThat(environment(deployment)).extracting(EnvVar::getName).doesNotContain("REQUIRE_TLS");

        for (String notls : List.of("", "true")) {
            assertThat(environment(served(with("notls", notls)).the(Deployment.class)))
                    .contains(new EnvVar("REQUIRE_TLS", "false", null));
        }
        assertThat(served(with("notls", "false"))).isEqualTo(served(USUAL));
    }

    @Test
    void anotherNamespaceHoldsAllOfItAndARoleOfItsOwn() throws Exception {
        Manifests served = served(with("namespace", "edge"));

        assertThat(served.the(Namespace.class).getMetadata().getName()).isEqualTo("edge");
        assertThat(served.the(Secret.class)).isEqualTo(secret("edge", TOKEN));
        assertThat(served.objects())
                .filteredOn(object -> packaged.objects().stream()
                        .anyMatch(other -> other.getKind().equals(object.getKind())
                                && other.getMetadata().getNamespace() != null))
                .hasSize(6)
                .allSatisfy(object ->
                        assertThat(object.getMetadata().getNamespace()).isEqualTo("edge"))
                .allSatisfy(object -> assertThat(object.getMetadata().getName()).isEqualTo(NAME));
        assertThat(served.the(RoleBinding.class).getSubjects())
                .extracting(Subject::getNamespace)
                .containsExactly("edge");
        ClusterRoleBinding binding = served.the(ClusterRoleBinding.class);
        assertThat(binding.getMetadata().getName()).isEqualTo(NAME + "-edge");
        assertThat(binding.getRoleRef().getName())
                .isEqualTo(served.the(ClusterRole.class).getMetadata().getName())
                .isEqualTo(NAME + "-edge");
        assertThat(binding.getSubjects()).singleElement().satisfies(subject -> {
            assertThat(subject.getNamespace()).isEqualTo("edge");
            assertThat(subject.getName())
                    .isEqualTo(served.the(ServiceAccount.class).getMetadata().getName());
        });
        assertThat(served(with("namespace", NAME))).isEqualTo(served(USUAL));
    }

    /** Each a valid value that some YAML parser takes for something else, or that ends a string where none is quoted. */
    @Test
    void noValueAddsToWhatIsWritten() throws Exception {
        for (String token : List.of(
                "\"'#{}[]&*!|>%@`\\:-?,~=<$(x)${x}{{x}}",
                "---kind:Pod---...",
                "0123456789012345678",
                "\\n-\\u0022\\x22-\\\"-''-\"\"",
                "!!binary|||||||||||||",
                "*************&&&&&&&&")) {
            assertOnlyTheSecretDiffers(Manifests.parse(yaml(with("token", token))), token);
            assertOnlyTheSecretDiffers(asKubectlReads(yaml(with("token", token))), token);
        }
    }

    @Test
    void noTokenAtAllDoes() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        InstallManifest manifest = new InstallManifest();
        for (int i = 0; i < 200; i++) {
            String token = random.ints(16 + random.nextInt(100), '!', '~' + 1)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());
            InstallParameters parameters =
                    new InstallParameters(token, new Token(token).identity(), ADDRESS, "", "", true).checked();
            for (String written : List.of(manifest.yaml(parameters), manifest.json(parameters))) {
                Manifests read = Manifests.parse(written);
                assertThat(read.objects()).as("seed " + seed).hasSize(10);
                assertThat(read.the(Secret.class)).as("seed " + seed).isEqualTo(secret(NAME, token));
            }
        }
    }

    private void assertOnlyTheSecretDiffers(Manifests read, String token) throws Exception {
        assertThat(read.the(Secret.class)).isEqualTo(secret(NAME, token));
        assertThat(read.objects())
                .filteredOn(object -> !(object instanceof Secret))
                .containsExactlyInAnyOrderElementsOf(served(USUAL).objects().stream()
                        .filter(object -> !(object instanceof Secret))
                        .toList());
    }

    /** YAML 1.1 has more words and numbers than 1.2. */
    @ParameterizedTest
    @ValueSource(strings = {"true", "yes", "on", "n", "null", "123", "1e3", "0x1f", "0b1", "010"})
    void aNameIsATextWhateverItLooksLike(String word) throws Exception {
        Manifests read = asKubectlReads(yaml(with("namespace", word)));

        assertThat(read.the(Namespace.class).getMetadata().getName()).isEqualTo(word);
        assertThat(read.the(Deployment.class).getMetadata().getNamespace()).isEqualTo(word);
        Deployment tagged = asKubectlReads(yaml(with("tag", word))).the(Deployment.class);
        assertThat(image(tagged)).endsWith("dotscience-deployer:" + word);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gateway=g:8800                           | token must be the API token that 'ds deployer create' showed: 16 to 512 characters, without spaces
            gateway=g:8800&token=short               | token must be the API token
            gateway=g:8800&token=abcdefghijklm%0Aopqrs | token must be the API token
            gateway=g:8800&token=abcdefgh%20ijklmnopq | token must be the API token
            token=T                                  | gateway must be HOST:PORT, such as gateway.example.com:8800, not ''
            token=T&gateway=g                        | gateway must be HOST:PORT, such as gateway.example.com:8800, not 'g'
            token=T&gateway=http://g:8800            | gateway must be HOST:PORT, such as gateway.example.com:8800, not 'http://g:8800'
            token=T&gateway=g:65536                  | gateway must have a port of 1 to 65535, not 'g:65536'
            token=T&gateway=g:8800%0Ax:%20y          | gateway must be HOST:PORT, such as gateway.example.com:8800, not 'g:8800?x: y'
            token=T&gateway=g:8800&namespace=A       | namespace must be 1 to 63 lower-case letters, digits or '-', and begin and end with a letter or digit, not 'A'
            token=T&gateway=g:8800&namespace=a%0A---%0Akind:%20Pod | namespace must be 1 to 63 lower-case letters, digits or '-', and begin and end with a letter or digit, not 'a?---?kind: Pod'
            token=T&gateway=g:8800&namespace=default | namespace must be one of the deployer's own, such as dotscience-deployer, not 'default'
            token=T&gateway=g:8800&namespace=kube-system | namespace must be one of the deployer's own, such as dotscience-deployer, not 'kube-system'
            token=T&gateway=g:8800&tag=a/b           | tag must be an image's tag such as 1.0: up to 128 letters, digits, '_', '.' or '-', not 'a/b'
            token=T&gateway=g:8800&tag=a%22,%22b     | tag must be an image's tag such as 1.0: up to 128 letters, digits, '_', '.' or '-', not 'a","b'
            token=T&gateway=evil.example.com:8800    | gateway must have the host of this page's own address, or one that the Gateway was started with (--advertise), not 'evil.example.com'
            token=T&gateway=gateway.example.com.evil.io:8800 | gateway must have the host of this page's own address, or one that the Gateway was started with (--advertise), not 'gateway.example.com.evil.io'
            token=T&gateway=g:8800&notls=1           | notls must be true, false or without a value, not '1'
            token=T&gateway=g:8800&tag=1&tag=2       | tag must be given once, not 2 times
            token=T&gateway=g:8800&bogus=1           | there is no parameter 'bogus', only token, gateway, namespace, tag, notls
            """)
    void aBadValueIsNamedWithWhatIsAllowed(String query, String saying) throws Exception {
        HttpResponse<String> response = Http.get(gateway, "/dotscience?" + query.replace("token=T", "token=" + TOKEN));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
        assertThat(response.body()).startsWith(saying).endsWith("\n").hasLineCount(1);
        assertThat(response.body()).doesNotContain(TOKEN, "short", "abcdefgh");
    }

    @Test
    void whatItLeadsToIsWhereItWasAskedOrWhatIsAdvertised() {
        AdvertisedAddresses advertised =
                new AdvertisedAddresses(List.of("models.example.com", "edge.example.com:443", "[fd00::1]:8800"));

        for (String own : List.of("127.0.0.1:8800", "models.example.com:1", "edge.example.com:443", "[fd00::1]:8800")) {
            advertised.check(own, "127.0.0.1");
        }
        advertised.check("[fd00::2]:8800", "[fd00::2]");
        advertised.check("models:8800", "Models.");
        for (String foreign :
                List.of("evil.io:8800", "x.models.example.com:1", "edge.example.com:444", "127.0.0.2:1")) {
            assertThatThrownBy(() -> advertised.check(foreign, "127.0.0.1"))
                    .satisfies(Refusals.with(Status.Code.INVALID_ARGUMENT, "--advertise"));
        }
        assertThatThrownBy(() -> new AdvertisedAddresses(List.of()).check("evil.io:8800", ""))
                .satisfies(Refusals.with(Status.Code.INVALID_ARGUMENT, "'evil.io'"));
    }

    @Test
    void dsGetsTheSame() throws Exception {
        TestDeployer minikube = gateway.createDeployer("minikube");
        GetInstallManifestRequest request = GetInstallManifestRequest.newBuilder()
                .setDeployer("minikube")
                .setToken(minikube.token())
                .setGateway(ADDRESS)
                .setNamespace("edge")
                .setTag("2")
                .setNotls(true)
                .build();

        Map<String, String> query =
                Map.of("token", minikube.token(), "gateway", ADDRESS, "namespace", "edge", "tag", "2", "notls", "true");
        assertThat(printed(request)).isEqualTo(yaml(query));
        assertThat(Manifests.parse(printed(request.toBuilder().setJson(true).build())))
                .isEqualTo(served(query));
    }

    @Test
    void withoutATokenDsIsToldWhatToPutInItsPlace() {
        TestDeployer minikube = gateway.createDeployer("minikube");
        GetInstallManifestRequest request = GetInstallManifestRequest.newBuilder()
                .setDeployer("minikube")
                .setGateway(ADDRESS)
                .build();

        assertThat(Manifests.parse(printed(request)).the(Secret.class))
                .isEqualTo(secret(
                        NAME,
                        "put here the API token that 'ds deployer create minikube' showed",
                        new Token(minikube.token()).identity()));
        assertThatThrownBy(
                        () -> printed(request.toBuilder().setGateway("nowhere").build()))
                .satisfies(Refusals.with(Status.Code.INVALID_ARGUMENT, "gateway must be HOST:PORT"));
    }

    @Test
    void aTokenOfAnotherDeployerIsRefused() {
        TestDeployer minikube = gateway.createDeployer("minikube");
        TestDeployer edge = gateway.createDeployer("edge");
        GetInstallManifestRequest.Builder request =
                GetInstallManifestRequest.newBuilder().setDeployer("minikube").setGateway(ADDRESS);

        assertThatThrownBy(() -> printed(request.setToken(edge.token()).build()))
                .satisfies(Refusals.with(
                        Status.Code.INVALID_ARGUMENT,
                        "token must be that of deployer 'minikube', which begins with "
                                + minikube.token().substring(0, 6)));
        assertThatThrownBy(() -> printed(request.setDeployer("nobody").build()))
                .satisfies(Refusals.with(Status.Code.NOT_FOUND, "there is no deployer 'nobody'"));
    }

    private String printed(GetInstallManifestRequest request) {
        return gateway.management().getInstallManifest(request).getManifest();
    }

    private Manifests served(Map<String, String> query) throws Exception {
        return Manifests.parse(yaml(query));
    }

    private String yaml(Map<String, String> query) throws Exception {
        HttpResponse<String> response = Http.get(gateway, page(query));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    /** Through the YAML parser of the program that applies it. */
    private Manifests asKubectlReads(String yaml) throws Exception {
        Path kustomization = Files.createDirectories(folder.resolve("kustomization"));
        Files.writeString(kustomization.resolve("served.yaml"), yaml);
        Files.writeString(kustomization.resolve("kustomization.yaml"), "resources: [served.yaml]\n");
        return Manifests.parse(Kubectl.kustomize(kustomization));
    }

    private static Map<String, String> with(String parameter, String value) {
        Map<String, String> query = new HashMap<>(USUAL);
        query.put(parameter, value);
        return query;
    }

    private static String page(Map<String, String> query) {
        return query.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "/dotscience?", ""));
    }

    private static Secret secret(String namespace, String token) {
        return secret(namespace, token, new Token(token).identity());
    }

    private static Secret secret(String namespace, String token, String identity) {
        return new SecretBuilder()
                .withNewMetadata()
                .withName(NAME)
                .withNamespace(namespace)
                .addToLabels("app.kubernetes.io/name", NAME)
                .endMetadata()
                .addToStringData("token", token)
                .addToStringData("identity", identity)
                .build();
    }

    private static List<EnvVar> environment(Deployment deployment) {
        return deployment
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getEnv();
    }

    private static String image(Deployment deployment) {
        return deployment
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getImage();
    }
}
