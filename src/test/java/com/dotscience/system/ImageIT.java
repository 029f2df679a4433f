package com.dotscience.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Version;
import com.dotscience.testing.Dockerfile;
import com.dotscience.testing.EmbeddedCluster;
import com.dotscience.testing.GoGateway;
import com.dotscience.testing.GoGateway.Announcement;
import com.dotscience.testing.Image;
import com.dotscience.testing.NeedsDistribution;
import com.dotscience.testing.ScratchFolder;
import com.dotscience.testing.go.Deployment;
import com.dotscience.testing.go.DeploymentSpec;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The {@code Dockerfile} and the image of the deployer, as far as they can be tried without a container engine. */
@NeedsDistribution
class ImageIT {

    private static final String TOKEN = "a-token";

    private static ScratchFolder scratch;
    private static Image image;

    private final Dockerfile dockerfile = Dockerfile.read();

    @BeforeAll
    static void unpack() throws Exception {
        scratch = ScratchFolder.temporary("image-");
        image = Image.unpacked(scratch);
    }

    @AfterAll
    static void remove() {
        scratch.delete();
    }

    @Test
    void whatIsCopiedExistsAndIsNotIgnored() throws IOException {
        List<String> ignored = read(".dockerignore").lines().toList();

        assertThat(dockerfile.whole().lines("^(?:COPY|ADD) (?!--from)(\\S+) (\\S+)"))
                .isNotEmpty()
                .allSatisfy(copied -> {
                    assertThat(Path.of(copied.group(1))).exists();
                    assertThat(ignored)
                            .anyMatch(line -> line.startsWith("!") && matches(line.substring(1), copied.group(1)));
                });
        assertThat(ignored.get(0)).isEqualTo("*");
        assertThat(dockerfile.whole().lines("^COPY --from=(\\S+) (\\S+) (\\S+)"))
                .hasSize(2)
                .allSatisfy(copied -> {
                    assertThat(dockerfile.stage(copied.group(1)).lines("^FROM unpacked "))
                            .hasSize(1);
                    assertThat(copied.group(2)).isEqualTo("/opt/dotscience/");
                    assertThat(copied.group(3)).isEqualTo("/opt/dotscience/");
                });
        assertThat(dockerfile
                        .stage("unpacked")
                        .lines("^ADD (\\S+) (\\S+)")
                        .get(0)
                        .group(2))
                .isEqualTo("/opt/dotscience/");
    }

    @Test
    void bothCarryWhatCertificationAsksFor() {
        assertThat(List.of(dockerfile.last(), dockerfile.stage("model-proxy"))).allSatisfy(image -> {
            assertThat(image.lines(" ([a-z0-9.-]+)=\"[^\"]+\"").stream().map(label -> label.group(1)))
                    .contains("name", "vendor", "version", "release", "summary", "description");
            assertThat(image.text()).contains("version=\"" + Version.current() + "\"");
            assertThat(image.lines("^COPY (\\S+) /licenses/")).hasSize(1);
            assertThat(image.lines("^FROM (\\S+)"))
                    .extracting(from -> from.group(1))
                    .containsExactly("${RUNTIME}");
            assertThat(image.lines("^USER (\\S+)"))
                    .extracting(user -> user.group(1))
                    .last()
                    .isEqualTo("1001:0");
        });
        assertThat(dockerfile.whole().lines("^ARG RUNTIME=(\\S+)").get(0).group(1))
                .contains("ubi9/openjdk-21-runtime");
    }

    @Test
    void theDeployerIsWhatIsBuiltWhereNoTargetIsNamed() {
        assertThat(dockerfile.last().command()).containsExactly("/opt/dotscience/bin/ds-deployer", "run");
        assertThat(dockerfile.stage("model-proxy").command()).containsExactly("/opt/dotscience/bin/model-proxy");
    }

    @Test
    void theLicenseOfEveryLibraryIsNamed() throws IOException {
        List<String> named = Pattern.compile("(?<=\\s)[\\w.-]+\\*")
                .matcher(read("licenses/THIRD-PARTY.txt"))
                .results()
                .map(MatchResult::group)
                .toList();

        assertThat(libraries())
                .isNotEmpty()
                .allMatch(library -> named.stream()
                        .anyMatch(name -> matches(name, library.getFileName().toString())));
    }

    /** The texts of their licenses are in them. */
    @Test
    void everyLibraryIsShippedAsItsAuthorsBuiltIt() throws IOException {
        for (Path library : libraries()) {
            assertThat(image.distribution().resolve("lib").resolve(library.getFileName()))
                    .hasSameBinaryContentAs(library);
        }
    }

    @Test
    void theProjectsOwnLicenseIsInTheArchiveAndInItsJars() throws IOException {
        Path home = image.distribution();

        for (String file : List.of("LICENSE", "NOTICE")) {
            assertThat(home.resolve(file)).hasSameTextualContentAs(Path.of(file));
            for (String jar : List.of("shared", "ds", "ds-deployer", "ds-gateway", "model-proxy")) {
                assertThat(text(home.resolve("lib/" + jar + ".jar"), "META-INF/" + file))
                        .as(jar)
                        .isEqualTo(read(file));
            }
        }
        assertThat(home.resolve("licenses/THIRD-PARTY.txt"))
                .hasSameTextualContentAs(Path.of("licenses/THIRD-PARTY.txt"));
    }

    /** What is shipped, as Maven found it. */
    private static List<Path> libraries() {
        return Stream.of(read("target/test-classes/shipped.classpath").split(File.pathSeparator))
                .map(Path::of)
                .toList();
    }

    private static String text(Path jar, String name) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** With its archive, as somebody whom nobody knows, where nothing can be written. */
    @Test
    void theEntrypointMakesAModelDeployment() throws Exception {
        image.build(dockerfile.stage("distribution").run());
        try (EmbeddedCluster cluster = EmbeddedCluster.start();
                GoGateway gateway = new GoGateway(TOKEN, Announcement.EMPTY).start()) {
            cluster.kubeconfig().writeTo(image.distribution().resolve("kubeconfig"));
            gateway.put(Deployment.newBuilder()
                    .setId("m1")
                    .setName("m1")
                    .setDeployment(DeploymentSpec.newBuilder().setImage("image:1"))
                    .build());
            Map<String, String> environment = Map.of(
                    "TOKEN",
                    TOKEN,
                    "GATEWAY_ADDRESS",
                    gateway.address(),
                    "REQUIRE_TLS",
                    "false",
                    "KUBECONFIG",
                    "/opt/dotscience/kubeconfig",
                    "DEPLOYER_HEALTH_HOST",
                    "127.0.0.1",
                    "HEALTH_PORT",
                    "0",
                    "JAVA_OPTS",
                    read("kubernetes/base/deployment.yaml")
                            .lines()
                            .filter(line -> line.contains("-XX:"))
                            .map(line -> line.replace("value:", "").strip())
                            .findFirst()
                            .orElseThrow());

            Process deployer = image.start(environment, dockerfile.last().command());
            try {
                await().until(() -> !deployer.isAlive()
                        || !cluster.client()
                                .apps()
                                .deployments()
                                .inNamespace("default")
                                .list()
                                .getItems()
                                .isEmpty());
                assertThat(deployer.isAlive()).isTrue();
            } finally {
                deployer.destroyForcibly().waitFor();
            }
        }
        assertThat(image.run(Map.of("JAVA_OPTS", "-Xlog:class+load"), List.of("ds", "--version")))
                .contains("com.dotscience.cli.Ds source: shared objects file")
                .contains("ds " + Version.current());
    }

    private static boolean matches(String glob, String name) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        Path path = Path.of(name);
        return matcher.matches(path);
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
