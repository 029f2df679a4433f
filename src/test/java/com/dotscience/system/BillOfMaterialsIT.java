package com.dotscience.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.NeedsDistribution;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
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

    @Test
    void noClassThatIsShippedIsFromAnywhereElse() throws IOException {
        Set<String> known = new HashSet<>();
        for (Path library : libraries()) {
            known.addAll(classes(library));
        }

        try (Stream<Path> shipped = Files.walk(distribution().resolve("lib"))) {
            List<Path> jars =
                    shipped.filter(file -> file.toString().endsWith(".jar")).toList();
            assertThat(jars).hasSizeGreaterThan(10);
            for (Path jar : jars) {
                Set<String> strange = classes(jar);
                strange.removeAll(known);
                strange.removeIf(name -> name.startsWith("com/dotscience/"));
                assertThat(strange).as("in " + jar).isEmpty();
            }
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

    private static Set<String> classes(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            Set<String> classes = new HashSet<>();
            zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .forEach(classes::add);
            return classes;
        }
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
