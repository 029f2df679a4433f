package com.dotscience.resource;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Makes resources in which every field of the description is set, or about half of them. */
final class RandomResources {

    private final Random random;
    private final boolean whole;

    RandomResources(long seed, boolean whole) {
        this.random = new Random(seed);
        this.whole = whole;
    }

    Map<String, Object> tree() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("apiVersion", ResourceReader.API_VERSION);
        tree.put("kind", ResourceReader.KIND);
        tree.put("metadata", object(ResourceFields.metadata()));
        tree.put("spec", object(ResourceFields.spec()));
        return tree;
    }

    private Map<String, Object> object(List<Field> fields) {
        var object = new LinkedHashMap<String, Object>();
        Set<Object> chosen = new HashSet<>();
        for (Field field : fields) {
            var oneof = field.proto().getRealContainingOneof();
            if ((field.required() || whole || random.nextBoolean()) && (oneof == null || chosen.add(oneof))) {
                object.put(field.name(), value(field));
            }
        }
        return object;
    }

    private Object value(Field field) {
        if (field.format() == Format.CLASSES) {
            return random.nextBoolean() ? List.of("cat" + random.nextInt(), "dog") : Map.of("cat", 0L, "dog", 1L);
        }
        if (field.proto().isMapField()) {
            var map = new TreeMap<String, Object>();
            for (int i = 0; i <= random.nextInt(3); i++) {
                map.put((random.nextBoolean() ? "example.com/k" : "k") + random.nextInt(1_000), one(field));
            }
            return map;
        }
        if (!field.proto().isRepeated()) {
            return one(field);
        }
        var list = new ArrayList<Object>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            list.add(one(field));
        }
        return list;
    }

    private Object one(Field field) {
        if (field.isObject()) {
            return object(field.children());
        }
        if (!field.values().isEmpty()) {
            return field.values().get(random.nextInt(field.values().size()));
        }
        return switch (field.format()) {
            case QUANTITY -> 1 + random.nextInt(100) + (random.nextBoolean() ? "Mi" : "");
            case NUMBER_OR_TEXT -> 1 + random.nextInt(100) + "%";
            default ->
                switch (field.proto().getJavaType()) {
                    case INT, LONG -> 1L + random.nextInt(10_000);
                    case BOOLEAN -> true;
                    case ENUM ->
                        field.proto()
                                .getEnumType()
                                .getValues()
                                .get(1
                                        + random.nextInt(field.proto()
                                                        .getEnumType()
                                                        .getValues()
                                                        .size()
                                                - 1))
                                .getName();
                    default -> "t" + random.nextInt(1_000_000) + (random.nextBoolean() ? " yes: [\u00e9\u202e\n" : "");
                };
        };
    }
}
