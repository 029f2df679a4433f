package com.dotscience.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.api.ModelProxyContract;
import com.dotscience.testing.Pure;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can be written and is in none of the {@link FullModels} would be tried by no test of what rewrites it. */
@Pure
class EveryFieldTest {

    private static final String MANIFEST = "com.dotscience.deployer.manifest";

    /** {@code withNewHttpGet}, {@code addToLabels}, {@code addNewRule}: what follows is the field, or an element of it. */
    private static final Pattern SETTER = Pattern.compile("(?:with|addAllTo|addTo|add)(?:New)?([A-Z]\\w*)");

    private final Set<String> written = Arrays.stream(FullModels.values())
            .map(FullModels::object)
            .flatMap(object -> {
                Set<String> steps = new TreeSet<>(Set.of("metadata", "namespace", "name", "spec"));
                Place.in(object).forEach(place -> steps.addAll(place.steps()));
                return steps.stream();
            })
            .collect(Collectors.toSet());

    @Test
    void everyFieldThatIsSetIsInOneOfThem() {
        JavaClasses classes = new ClassFileImporter().importPackages(MANIFEST);
        Set<String> set = classes.stream()
                .flatMap(each -> each.getAccessesFromSelf().stream())
                .filter(access -> access.getTargetOwner().getPackageName().startsWith("io.fabric8"))
                .map(JavaAccess::getName)
                .map(SETTER::matcher)
                .filter(Matcher::matches)
                .map(setter -> uncapitalized(setter.group(1)))
                // The oldest API server that is tried drops it, and refuses what is left.
                .filter(field -> !Set.of("sleep", "seconds").contains(field))
                .collect(Collectors.toCollection(TreeSet::new));

        // It needs an effect that no other can take the place of: PlannerOnARealServerTest asks for it.
        set.remove("tolerationSeconds");
        // It is of the oldest version of an autoscaler, and these are of the newest: AutoscalerTest asks for it.
        set.remove("targetCPUUtilizationPercentage");
        assertThat(set)
                .contains("image", "host", "rules")
                .allMatch(field -> written.contains(field) || written.contains(field + "s"));
    }

    /** What is made by its constructor is no setter's, so it is named here. */
    @Test
    void whatIsMadeByItsConstructorIsKnown() {
        JavaClasses classes = new ClassFileImporter().importPackages(MANIFEST);

        assertThat(classes.stream()
                        .flatMap(each -> each.getConstructorCallsFromSelf().stream())
                        .map(call -> call.getTargetOwner())
                        .filter(owner -> owner.getPackageName().startsWith("io.fabric8"))
                        .map(owner -> owner.getSimpleName())
                        .filter(name -> !name.endsWith("Builder"))
                        .collect(Collectors.toSet()))
                .isSubsetOf("Capabilities", "EnvVar", "IntOrString", "LocalObjectReference", "Quantity");
    }

    @Test
    void everyVariableIsInOneOfThem() throws IllegalAccessException {
        Set<String> variables = new TreeSet<>();
        for (var constant : ModelProxyContract.class.getFields()) {
            if (Modifier.isStatic(constant.getModifiers())
                    && constant.get(null) instanceof String name
                    && name.equals(name.toUpperCase(Locale.ROOT))) {
                variables.add(name);
            }
        }
        // For one that is started by hand.
        variables.remove(ModelProxyContract.LISTEN_ADDRESS);

        assertThat(written).containsAll(variables);
        assertThat(variables).hasSizeGreaterThan(10);
    }

    /** Those with a prefix, which all others' labels and annotations have. */
    @Test
    void everyKeyOfALabelOrAnAnnotationIsInOneOfThem() throws IOException {
        Set<String> keys = new TreeSet<>();
        try (Stream<Path> sources = Files.list(Path.of("src/main/java", MANIFEST.split("\\.")))) {
            for (Path source : sources.toList()) {
                Pattern.compile("\"([a-z0-9-]+(?:\\.[a-z0-9-]+)+/[a-z0-9.-]+)\"")
                        .matcher(Files.readString(source))
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .forEach(keys::add);
            }
        }

        // Those of a canary, which is a model deployment beside another: CanaryTest asks for it.
        keys.removeIf(key -> key.startsWith("nginx.ingress.kubernetes.io/canary"));

        assertThat(written).containsAll(keys);
        assertThat(keys).hasSizeGreaterThan(5);
    }

    /** So what is only written where it is asked for is asked for. */
    @Test
    void everythingThatCanBeAskedForIsInOneOfThem() {
        List<String> said = Arrays.stream(FullModels.values())
                .flatMap(model -> set(
                        model.model().setId("a").setNamespace("b").setName("c").build()))
                .toList();

        assertThat(said)
                .containsAll(fields(Deployment.getDescriptor().getFields())
                        // Of the conversation with the Gateway; and what changes nothing, as with the Go program.
                        .filter(field -> !Set.of("deleted", "revision", "awaited", "confirmed", "record")
                                .contains(field))
                        // As above.
                        .filter(field -> !Set.of("toleration_seconds", "canary", "weight")
                                .contains(field))
                        // Of the Gateway alone, which hands none of it out.
                        .filter(field -> !Set.of("maintenance_windows", "cron", "time_zone", "length")
                                .contains(field))
                        .toList());
    }

    private static Stream<String> set(Message message) {
        return message.getAllFields().entrySet().stream()
                .flatMap(field -> Stream.concat(
                        Stream.of(field.getKey().getName()),
                        field.getKey().getJavaType() == FieldDescriptor.JavaType.MESSAGE
                                ? (field.getValue() instanceof List<?> list
                                                ? list.stream()
                                                : Stream.of(field.getValue()))
                                        .flatMap(inner -> set((Message) inner))
                                : Stream.empty()));
    }

    private static Stream<String> fields(List<FieldDescriptor> fields) {
        return fields.stream()
                .flatMap(field -> Stream.concat(
                        Stream.of(field.getName()),
                        field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                                ? fields(field.getMessageType().getFields())
                                : Stream.empty()));
    }

    private static String uncapitalized(String name) {
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}
