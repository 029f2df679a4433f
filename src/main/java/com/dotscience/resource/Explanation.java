package com.dotscience.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a field means, for people.
 *
 * @param field null for the resource itself
 */
public record Explanation(Field field) {

    /**
     * Returns the explanation of a field.
     *
     * @param path such as {@code spec.env.valueFrom}; {@code spec.} may be left out
     * @throws IllegalArgumentException if there is no such field; the message names the nearest
     */
    public static Explanation of(String path) {
        List<String> names = List.of(path.split("\\."));
        boolean ofMetadata = names.get(0).equals("metadata");
        List<Field> fields = ofMetadata ? ResourceFields.metadata() : ResourceFields.spec();
        Field found = null;
        for (String name : ofMetadata || names.get(0).equals("spec") ? names.subList(1, names.size()) : names) {
            List<String> all = fields.stream().map(Field::name).toList();
            found = ResourceFields.named(name.replaceAll("\\[.*", ""), fields)
                    .orElseThrow(() -> new IllegalArgumentException(
                            path + ": there is no field " + name + ": " + suggestion(name, all)));
            fields = found.children();
        }
        return new Explanation(found);
    }

    private static String suggestion(String name, List<String> all) {
        Optional<String> near = NearestName.of(name, all);
        if (near.isPresent()) {
            return "did you mean " + near.get() + "?";
        }
        return all.isEmpty() ? "it has no fields" : "there are " + String.join(", ", all);
    }

    /** Returns what it is, what is allowed and what it is by default. */
    public String sentences() {
        var sentences = new StringBuilder(field.description());
        if (!field.values().isEmpty()) {
            sentences
                    .append(" One of ")
                    .append(String.join(", ", field.values()))
                    .append('.');
        }
        if (!field.byDefault().isEmpty()) {
            sentences.append(" Default: ").append(field.byDefault()).append('.');
        }
        return sentences.toString();
    }

    /** Returns the fields in it: those of a spec for the resource itself. */
    public List<Field> children() {
        return field == null ? ResourceFields.spec() : field.children();
    }

    /** Returns every field of the resource with its path, each before those in it. */
    public static List<Place> all() {
        var places = new ArrayList<Place>();
        add("metadata", ResourceFields.metadata(), places);
        add("spec", ResourceFields.spec(), places);
        return places;
    }

    private static void add(String path, List<Field> fields, List<Place> places) {
        for (Field field : fields) {
            String place = path + "." + field.name();
            places.add(new Place(place, new Explanation(field)));
            add(place + (field.proto().isRepeated() ? "[]" : ""), field.children(), places);
        }
    }

    /** An explanation with the place of its field. */
    public record Place(String path, Explanation explanation) {}
}
