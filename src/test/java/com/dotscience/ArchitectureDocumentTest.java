package com.dotscience;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import com.dotscience.testing.Readme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@Pure
class ArchitectureDocumentTest {

    private static final Path SOURCES = Path.of("src/main/java/com/dotscience");
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    @Test
    void theTableOfRoomsHasEveryPackageOnceAndNoneThatIsNotThere() throws IOException {
        assertThat(roomsOfTheTable()).containsExactlyInAnyOrderElementsOf(packages());
    }

    private static List<String> packages() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> SOURCES.relativize(file.getParent()).toString())
                    .distinct()
                    .toList();
        }
    }

    private static List<String> roomsOfTheTable() {
        return Readme.document("architecture.md").table("## Where what stands", "| | |").stream()
                .flatMap(row -> roomsOf(row.get(0)))
                .toList();
    }

    /** Names of one row stand beside each other: {@code `…/deployer/desired`, `plan`} are two rooms of the deployer. */
    private static Stream<String> roomsOf(String cell) {
        // Readme takes the backquotes off a cell that is one name
        List<String> names = cell.contains("`")
                ? NAME.matcher(cell)
                        .results()
                        .map(ArchitectureDocumentTest::inside)
                        .toList()
                : List.of(cell);
        String first = withoutRoot(names.get(0));
        if (first.equals(names.get(0))) {
            return Stream.empty();
        }
        String above = first.substring(0, first.lastIndexOf('/') + 1);
        return Stream.concat(Stream.of(first), names.stream().skip(1).map(name -> above + name.replaceAll("/$", "")));
    }

    private static String inside(MatchResult name) {
        return name.group(1);
    }

    private static String withoutRoot(String name) {
        return name.replaceAll("^(" + SOURCES + "|…)/(.*?)/?$", "$2");
    }
}
