package com.dotscience.resource;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds where two trees differ. */
public final class Comparison {

    private final List<Difference> differences = new ArrayList<>();

    private Comparison() {}

    /** Returns each place in which they differ: the innermost that both of them have, or that one of them has more than the other. */
    public static List<Difference> of(Object before, Object after) {
        var comparison = new Comparison();
        comparison.compare("", before, after);
        return comparison.differences;
    }

    private void compare(String path, Object before, Object after) {
        if (before instanceof Map<?, ?> left && after instanceof Map<?, ?> right) {
            var keys = new LinkedHashSet<Object>(left.keySet());
            keys.addAll(right.keySet());
            keys.forEach(key -> compare(Paths.child(path, String.valueOf(key)), left.get(key), right.get(key)));
        } else if (before instanceof List<?> left && after instanceof List<?> right) {
            compareLists(path, left, right);
        } else if (before == null ? after != null : !before.equals(after)) {
            differences.add(new Difference(path, before, after));
        }
    }

    private void compareLists(String path, List<?> before, List<?> after) {
        Optional<Map<String, Object>> left = byName(before);
        Optional<Map<String, Object>> right = byName(after);
        if (left.isEmpty() || right.isEmpty()) {
            for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
                compare(Paths.element(path, i), at(before, i), at(after, i));
            }
            return;
        }
        var names = new LinkedHashSet<>(left.get().keySet());
        names.addAll(right.get().keySet());
        names.forEach(name -> compare(
                Paths.element(path, name), left.get().get(name), right.get().get(name)));
        List<String> stayed = common(left.get(), right.get());
        List<String> reordered = common(right.get(), left.get());
        if (!stayed.equals(reordered)) {
            differences.add(new Difference(path, stayed, reordered));
        }
    }

    private static List<String> common(Map<String, Object> order, Map<String, Object> others) {
        return order.keySet().stream().filter(others::containsKey).toList();
    }

    private static Object at(List<?> list, int index) {
        return index < list.size() ? list.get(index) : null;
    }

    /** Returns the objects of a list by their names; empty if one has none, or the name of another. */
    private static Optional<Map<String, Object>> byName(List<?> list) {
        var byName = new LinkedHashMap<String, Object>();
        for (Object each : list) {
            if (!(each instanceof Map<?, ?> object)
                    || !(object.get("name") instanceof String name)
                    || byName.put(name, object) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(byName);
    }
}
