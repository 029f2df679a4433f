package com.dotscience.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.management.CreateDeploymentRequest;
import com.dotscience.testing.Pure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@Pure
class ResourcePropertyTest {

    private static final Defaults DEFAULTS = new Defaults("quay.io/dotmesh/dotscience-model-proxy:9.9.9");

    @Test
    void whatIsExportedAsksForTheSameWhenItIsReadAgain() {
        for (long seed = 0; seed < 500; seed++) {
            CreateDeploymentRequest asked = read(new RandomResources(seed, seed % 2 == 0).tree());
            Map<String, Object> exported = ResourceTree.of(asked);
            assertThat(ResourceReader.problems(exported, ""))
                    .as("seed %d", seed)
                    .isEmpty();
            CreateDeploymentRequest again = read(exported);
            if (seed % 2 == 0) {
                // Elsewhere a part such as `ingress` may be empty, which means the same as none.
                assertThat(again).as("seed %d", seed).isEqualTo(asked);
            }
            assertThat(Comparison.of(exported, ResourceTree.of(again)))
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }

    @Test
    void whatTheProtocolHasAndNoFileAskedForIsExportedToo() {
        Map<String, Object> exported = ResourceTree.of(CreateDeploymentRequest.newBuilder()
                .setDeployer("d")
                .setDeployment(com.dotscience.api.Deployment.newBuilder()
                        .setName("n")
                        .setNamespace("default")
                        .setDeployment(
                                com.dotscience.api.DeploymentSpec.newBuilder().setImage("i")))
                .build());
        assertThat(Comparison.of(exported, ResourceTree.of(read(exported)))).isEmpty();
    }

    @Test
    void aChangeOfOneFieldIsNamedByExactlyItsPath() {
        int changes = 0;
        for (long seed = 0; seed < 20; seed++) {
            Map<String, Object> tree = ResourceTree.of(read(new RandomResources(seed, true).tree()));
            for (Change change : changes(tree)) {
                var differences = Comparison.of(tree, ResourceTree.of(read(change.tree())));
                assertThat(differences)
                        .as("seed %d, %s", seed, change.path())
                        .containsExactly(new Difference(change.path(), change.before(), change.after()));
                changes++;
            }
        }
        assertThat(changes).isGreaterThan(500);
    }

    @Test
    void everyFieldOfTheDescriptionIsChangedOnce() {
        var changed = new java.util.TreeSet<String>();
        for (long seed = 0; seed < 20; seed++) {
            Map<String, Object> tree = ResourceTree.of(read(new RandomResources(seed, true).tree()));
            changes(tree).forEach(change -> changed.add(change.path().replaceAll("\\[[^]]*]", "")));
        }
        List<String> leaves = Explanation.all().stream()
                .filter(place -> place.explanation().children().isEmpty())
                .filter(place -> !place.explanation().field().proto().isMapField())
                .filter(place -> place.explanation().field().format() != Format.CLASSES)
                // Its objects are told apart by it: see aNameThatChangesIsOneLessAndOneMore.
                .filter(place -> !place.path().endsWith("[].name"))
                .map(place -> place.path().replace("[]", ""))
                // A variable and a volume have one source; the other one is chosen in a file of its own.
                .filter(path -> !path.contains("configMap"))
                .toList();
        assertThat(changed).containsAll(leaves);
    }

    @Test
    void aNameThatChangesIsOneLessAndOneMore() {
        Map<String, Object> a = Map.of("env", List.of(Map.of("name", "A", "value", "1")));
        Map<String, Object> b = Map.of("env", List.of(Map.of("name", "B", "value", "1")));
        assertThat(Comparison.of(a, b))
                .containsExactly(
                        new Difference("env[A]", Map.of("name", "A", "value", "1"), null),
                        new Difference("env[B]", null, Map.of("name", "B", "value", "1")));
    }

    @Test
    void anotherOrderIsADifferenceSinceVariablesReferToThoseBefore() {
        Map<String, Object> a = Map.of("name", "A");
        Map<String, Object> b = Map.of("name", "B");
        assertThat(Comparison.of(Map.of("env", List.of(a, b)), Map.of("env", List.of(b, a))))
                .containsExactly(new Difference("env", List.of("A", "B"), List.of("B", "A")));
    }

    private static CreateDeploymentRequest read(Object tree) {
        return ResourceReader.read(tree, DEFAULTS);
    }

    record Change(Map<String, Object> tree, String path, Object before, Object after) {}

    /** Returns a copy of the tree for each of its values, with another in its place. */
    static List<Change> changes(Map<String, Object> tree) {
        var changes = new ArrayList<Change>();
        var metadata = (Map<?, ?>) tree.get("metadata");
        var spec = (Map<?, ?>) tree.get("spec");
        change("metadata", metadata, ResourceFields.metadata(), (path, before, after, copy) -> {
            var whole = new LinkedHashMap<>(tree);
            whole.put("metadata", copy);
            changes.add(new Change(whole, path, before, after));
        });
        change("spec", spec, ResourceFields.spec(), (path, before, after, copy) -> {
            var whole = new LinkedHashMap<>(tree);
            whole.put("spec", copy);
            changes.add(new Change(whole, path, before, after));
        });
        return changes;
    }

    private interface Sink {
        void accept(String path, Object before, Object after, Object copy);
    }

    private static void change(String path, Map<?, ?> object, List<Field> fields, Sink sink) {
        for (Field field : fields) {
            Object value = object.get(field.name());
            if (value == null || field.format() == Format.CLASSES) {
                continue;
            }
            String place = path + "." + field.name();
            changeValue(place, value, field, (changed, before, after, copy) -> {
                var all = new LinkedHashMap<Object, Object>(object);
                all.put(field.name(), copy);
                sink.accept(changed, before, after, all);
            });
        }
    }

    private static void changeValue(String place, Object value, Field field, Sink sink) {
        if (value instanceof Map<?, ?> map && field.proto().isMapField()) {
            map.forEach((key, each) -> {
                var copy = new LinkedHashMap<Object, Object>(map);
                copy.put(key, other(each, field));
                sink.accept(Paths.child(place, (String) key), each, other(each, field), copy);
            });
        } else if (value instanceof Map<?, ?> map) {
            change(place, map, field.children(), sink);
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                int index = i;
                Sink inList = (changed, before, after, copy) -> {
                    var all = new ArrayList<Object>(list);
                    all.set(index, copy);
                    sink.accept(changed, before, after, all);
                };
                if (list.get(i) instanceof Map<?, ?> object) {
                    boolean named = object.get("name") != null;
                    List<Field> fields = field.children().stream()
                            .filter(child -> !child.name().equals("name"))
                            .toList();
                    change(Paths.element(place, named ? object.get("name") : i), object, fields, inList);
                } else {
                    Object other = other(list.get(i), field);
                    inList.accept(Paths.element(place, i), list.get(i), other, other);
                }
            }
        } else {
            sink.accept(place, value, other(value, field), other(value, field));
        }
    }

    private static Object other(Object value, Field field) {
        if (value instanceof Boolean truth) {
            // A value that is false is none, unless it is said.
            return field.explicit() ? (Object) !truth : truth ? (Object) null : true;
        }
        if (value instanceof Long number) {
            return number + 1;
        }
        return field.values().isEmpty()
                ? "1" + value
                : field.values().stream()
                        .filter(each -> !each.equals(value))
                        .findFirst()
                        .orElseThrow();
    }
}
