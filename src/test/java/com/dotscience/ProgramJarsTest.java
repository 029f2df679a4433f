package com.dotscience;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/**
 * Each class of ours that a program needs is in one of its jars, as the build file says what goes into them. A room that a program
 * comes to use has to be named there, else the program ends when it first needs it.
 */
@Pure
class ProgramJarsTest {

    private static final String PROJECT = "com.dotscience.";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("com.dotscience");

    @ParameterizedTest
    @CsvSource({
        "cli,        ds,          shared",
        "gateway,    ds-gateway,  shared",
        "deployer,   ds-deployer, shared",
        "archive,    archive,     shared",
        "modelproxy, model-proxy, model-proxy"
    })
    void whatAProgramNeedsIsInItsJars(String room, String own, String other) throws Exception {
        Document build = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("pom.xml").toFile());
        List<String> included = new ArrayList<>(included(build, own));
        included.addAll(included(build, other));

        Set<String> needed = neededFrom(PROJECT + room);

        assertThat(included).isNotEmpty();
        assertThat(needed).isNotEmpty();
        assertThat(needed.stream().filter(file -> included.stream().noneMatch(pattern -> matches(pattern, file))))
                .as("classes that are in no jar of the program: name their packages among the includes of pom.xml")
                .isEmpty();
    }

    private static boolean matches(String pattern, String file) {
        return FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(Path.of(file));
    }

    private static List<String> included(Document build, String classifier) throws Exception {
        NodeList includes = (NodeList) XPathFactory.newInstance()
                .newXPath()
                .evaluate(
                        "//execution[configuration/classifier='" + classifier + "']/configuration/includes/include",
                        build,
                        XPathConstants.NODESET);
        List<String> patterns = new ArrayList<>();
        for (int i = 0; i < includes.getLength(); i++) {
            patterns.add(includes.item(i).getTextContent().strip());
        }
        return patterns;
    }

    /** Returns the files of the classes of a room, and of all classes of ours that these name, and so on. */
    private static Set<String> neededFrom(String room) {
        Set<String> needed = new TreeSet<>();
        Deque<JavaClass> left = CLASSES.stream()
                .filter(each -> each.getPackageName().equals(room)
                        || each.getPackageName().startsWith(room + "."))
                .collect(toCollection(ArrayDeque::new));
        while (!left.isEmpty()) {
            JavaClass each = left.pop();
            if (needed.add(each.getName().replace('.', '/') + ".class")) {
                named(each).forEach(left::push);
            }
        }
        return needed;
    }

    private static Stream<JavaClass> named(JavaClass by) {
        return by.getDirectDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                .filter(target -> target.getPackageName().startsWith(PROJECT))
                .filter(target -> CLASSES.contain(target.getName()));
    }
}
