package com.dotscience.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.BuiltDistribution;
import com.dotscience.testing.NeedsDistribution;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each program starts with its own libraries, and with no others. */
@NeedsDistribution
class ClassPathIT {

    private final BuiltDistribution distribution = BuiltDistribution.find();

    /** One of them would be read at each start, and be in each image, for nobody. */
    @ParameterizedTest
    @CsvSource({
        "ds, camel-.*|flyway-.*|kubernetes-.*|vertx-.*|netty-.*|h2-.*|postgresql-.*|HikariCP-.*|logback-.*|micrometer-.*",
        "ds-deployer, flyway-.*|h2-.*|postgresql-.*|HikariCP-.*|grpc-okhttp-.*|okio-.*|kotlin-.*",
        "ds-gateway, camel-.*|jolokia-.*|javassist-.*|grpc-okhttp-.*|okio-.*|kotlin-.*|kubernetes-client-\\d.*",
        "model-proxy, camel-.*|flyway-.*|kubernetes-.*|vertx-.*|grpc-.*|protobuf-.*|guava-.*|logback-.*|jackson-databind-.*"
    })
    void whatAProgramDoesNotNeedIsNotThere(String program, String unneeded) {
        assertThat(distribution.libraries(program))
                .isNotEmpty()
                .noneMatch(library -> library.getFileName().toString().matches(unneeded));
    }

    /** A class that is missing would be missed in the middle of a night. */
    @ParameterizedTest
    @ValueSource(strings = {"ds", "ds-deployer", "ds-gateway", "model-proxy"})
    void whatItsOwnClassesNameIsThere(String program) {
        String classPath = String.join(
                ":",
                Stream.concat(Stream.of(jar("shared")), distribution.libraries(program).stream())
                        .map(Path::toString)
                        .toList());
        ByteArrayOutputStream missing = new ByteArrayOutputStream();
        PrintWriter out = new PrintWriter(missing, true, UTF_8);

        int code = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(
                        out,
                        out,
                        "--missing-deps",
                        "--multi-release",
                        "17",
                        "--class-path",
                        classPath,
                        jar(program).toString());

        assertThat(missing.toString(UTF_8)).isEmpty();
        assertThat(code).isZero();
    }

    @Test
    void everyLibraryIsOfAProgramAndThereOnce() throws IOException {
        Set<Path> used = new HashSet<>();
        for (String program : List.of("ds", "ds-deployer", "ds-gateway", "model-proxy")) {
            assertThat(distribution.libraries(program)).doesNotHaveDuplicates();
            used.addAll(distribution.libraries(program));
        }

        try (Stream<Path> lib = Files.walk(distribution.home().resolve("lib"))) {
            assertThat(lib.filter(file -> file.getFileName().toString().matches(".*-\\d.*\\.jar")))
                    .containsExactlyInAnyOrderElementsOf(used);
        }
    }

    /** A room that no jar takes along is missed only where it is used. */
    @Test
    void everyClassAndResourceOfTheProjectIsInAJar() throws IOException {
        Set<String> packed = new HashSet<>();
        for (String jar : List.of("shared", "ds", "ds-deployer", "ds-gateway", "model-proxy", "archive")) {
            packed.addAll(entries(jar(jar)));
        }

        Path classes = Path.of("target/classes");
        try (Stream<Path> files = Files.walk(classes)) {
            assertThat(packed)
                    .containsAll(files.filter(Files::isRegularFile)
                            .map(file -> classes.relativize(file).toString())
                            .toList());
        }
    }

    private Path jar(String name) {
        return distribution.home().resolve("lib").resolve(name + ".jar");
    }

    private static Set<String> entries(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            Set<String> names = new HashSet<>();
            zip.stream().map(ZipEntry::getName).forEach(names::add);
            return names;
        }
    }
}
