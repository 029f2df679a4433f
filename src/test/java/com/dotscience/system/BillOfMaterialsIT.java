package com.dotscience.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.NeedsDistribution;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code mvn package} says which libraries are shipped, in which versions: {@code target/*-sbom.json}. */
@NeedsDistribution
class BillOfMaterialsIT {

    @Test
    void itNamesEachLibraryThatIsShippedWithItsVersionAndNoOther() throws IOException {
        Set<String> named = new TreeSet<>();
        for (JsonNode component : bill().get("components")) {
            named.add(component.get("name").asText() + "-"
                    + component.get("version").asText());
        }

        assertThat(named)
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(new TreeSet<>(libraries().stream()
                        .map(BillOfMaterialsIT::nameAndVersion)
                        .toList()));
    }

    /** Whatever is in a jar besides is of the project. */
    @Test
    void itNamesEachJarOfTheDistributionThatIsNotOfTheProject() throws IOException {
        try (Stream<Path> shipped = Files.list(distribution().resolve("lib"))) {
            assertThat(shipped.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".jar")))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                    libraries().stream()
                                            .map(library ->
                                                    library.getFileName().toString()),
                                    Stream.of(
                                            "archive.jar",
                                            "ds.jar",
                                            "ds-deployer.jar",
                                            "ds-gateway.jar",
                                            "model-proxy.jar",
                                            "shared.jar"))
                            .toList());
        }
    }

    private static JsonNode bill() throws IOException {
        return new ObjectMapper().readTree(built("-sbom.json").toFile());
    }

    /** What is shipped, as Maven found it. */
    private static List<Path> libraries() throws IOException {
        return Stream.of(Files.readString(Path.of("target/test-classes/shipped.classpath"))
                        .strip()
                        .split(File.pathSeparator))
                .map(Path::of)
                .toList();
    }

    /** A repository keeps them as NAME/VERSION/FILE. */
    private static String nameAndVersion(Path library) {
        Path version = library.getParent();
        return version.getParent().getFileName() + "-" + version.getFileName();
    }

    private static Path distribution() throws IOException {
        String name = built(".tar.gz").getFileName().toString();
        return Path.of("target", name.substring(0, name.length() - ".tar.gz".length()));
    }

    private static Path built(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("dotscience-deployer-"))
                    .filter(file -> file.toString().endsWith(suffix))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("mvn package makes target/*" + suffix));
        }
    }
}
