package com.dotscience;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** What test classes say that they need, and what of it can be seen in them. */
final class TestNeeds {

    /** Test classes, and all that they are made of. */
    static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
            .importPackages("com.dotscience");

    private static final Set<String> NEEDS = Set.of("pure", "embedded", "control-plane", "distribution", "node");

    /** What opens a port, or starts a server, a process or a Camel context. */
    private static final Pattern WORLD = Pattern.compile("java\\.net\\.(Server)?Socket|java\\.net\\.http\\..*"
            + "|com\\.sun\\.net\\.httpserver\\..*|java\\.lang\\.Process(Builder)?|java\\.sql\\..*|io\\.zonky\\..*"
            + "|io\\.grpc\\.(Server|ServerBuilder|ManagedChannel|(inprocess|netty|okhttp)\\..*)"
            + "|io\\.netty\\.(bootstrap|channel\\.(nio|socket))\\..*"
            + "|org\\.apache\\.camel\\.(CamelContext|(impl|main|test)\\..*)"
            + "|io\\.fabric8\\.(mockwebserver|kubernetes\\.client\\.server)\\..*"
            + "|io\\.fabric8\\.kubernetes\\.client\\.KubernetesClient(Builder)?");

    /** A class is a test if the build runs it by its name. */
    private static final Pattern RUN_BY_THE_BUILD = Pattern.compile(".*(Test|IT)");

    static final ArchCondition<JavaClass> BE_SAID_ONCE = new ArchCondition<>("say once what they need") {
        @Override
        public void check(JavaClass each, ConditionEvents events) {
            if (!isATest(each)) {
                return;
            }
            Set<String> said = needs(each);
            events.add(new SimpleConditionEvent(
                    each,
                    said.size() == 1,
                    each.getName() + " needs one of " + NEEDS + " as its tag, but has " + said));
            events.add(new SimpleConditionEvent(
                    each,
                    RUN_BY_THE_BUILD.matcher(each.getName()).matches(),
                    each.getName() + " is run by no build: its name has to end with Test or IT"));
        }
    };

    static final ArchCondition<JavaClass> BE_NONE_OF_A_PURE_ONE =
            new ArchCondition<>("open and start nothing if pure") {
                @Override
                public void check(JavaClass each, ConditionEvents events) {
                    if (!isATest(each) || !needs(each).equals(Set.of("pure"))) {
                        return;
                    }
                    for (JavaClass part : partsOf(each)) {
                        for (Dependency dependency : part.getDirectDependenciesFromSelf()) {
                            String target = dependency.getTargetClass().getName();
                            events.add(new SimpleConditionEvent(
                                    dependency,
                                    !WORLD.matcher(target).matches(),
                                    each.getName() + " is pure, but " + dependency.getDescription()));
                        }
                    }
                }
            };

    private TestNeeds() {}

    /** Nested ones say it by the class that they are in. */
    private static boolean isATest(JavaClass each) {
        return each.isTopLevelClass()
                && !each.getModifiers().contains(JavaModifier.ABSTRACT)
                && withNested(each)
                        .flatMap(part -> part.getAllMembers().stream())
                        .anyMatch(TestNeeds::isTested);
    }

    private static boolean isTested(JavaMember member) {
        return member.isAnnotatedWith(Testable.class) || member.isMetaAnnotatedWith(Testable.class);
    }

    private static Set<String> needs(JavaClass each) {
        return AnnotationSupport.findRepeatableAnnotations(each.reflect(), Tag.class).stream()
                .map(Tag::value)
                .filter(NEEDS::contains)
                .collect(Collectors.toSet());
    }

    /** The class, the classes in it, and those of the tests that they use, to the end. */
    private static Set<JavaClass> partsOf(JavaClass test) {
        Set<JavaClass> parts = new HashSet<>();
        Deque<JavaClass> open = new ArrayDeque<>(withNested(test).toList());
        while (!open.isEmpty()) {
            JavaClass part = open.pop();
            if (parts.add(part)) {
                part.getDirectDependenciesFromSelf().stream()
                        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                        .filter(target -> TESTS.contain(target.getName()))
                        .forEach(open::add);
            }
        }
        return parts;
    }

    private static Stream<JavaClass> withNested(JavaClass outer) {
        return TESTS.stream()
                .filter(each -> each.equals(outer) || each.getName().startsWith(outer.getName() + "$"));
    }
}
