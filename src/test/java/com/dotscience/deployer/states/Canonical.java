package com.dotscience.deployer.states;

import com.dotscience.deployer.plan.Change;
import com.google.protobuf.MessageOrBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The text of a world in which two worlds are equal if they go on equally. Of numbers that only grow (versions, uids, positions) it
 * keeps the order alone, and of moments how long ago they were.
 */
final class Canonical {

    private static final Duration LONG_AGO = Duration.ofHours(2);
    private static final Map<Class<?>, Field[]> FIELDS = new java.util.concurrent.ConcurrentHashMap<>();

    /** The numbers of which only the order counts, by the name of the field. */
    private static final Map<String, String> ORDERED = Map.of(
            "position", "position", "order", "order", "added", "order", "revision", "revision", "seen", "version");

    /** Moments of a steady clock, in nanoseconds. */
    private static final Set<String> STEADY = Set.of("due", "lastChange", "lastRenewal");

    private record Mark(int at, String domain, long number) {}

    private final StringBuilder text = new StringBuilder(2048);
    private final List<Mark> marks = new ArrayList<>();
    private final Contents contents;
    private final Instant now;

    Canonical(Contents contents, Instant now) {
        this.contents = contents;
        this.now = now;
    }

    /** Adds a value, of which the name says what kind of number it is. */
    Canonical field(String name, Object value) {
        String plain = name.substring(name.lastIndexOf('.') + 1);
        text.append(plain).append('=');
        if (value instanceof Number number && ORDERED.containsKey(plain)) {
            ordered(ORDERED.get(plain), number.longValue());
        } else if (value instanceof Long moment && STEADY.contains(plain)) {
            text.append(ago(Instant.EPOCH.plusNanos(moment)));
        } else if (plain.equals("listRevisions")) {
            new TreeMap<>((Map<?, ?>) value).forEach((source, revision) -> ordered("revision", (Long) revision));
        } else if (plain.equals("entries") && name.startsWith("PlanCache")) {
            // A cache: what it holds follows from its inputs, and the versions of the objects say which inputs.
            ((Map<?, ?>) value).keySet().stream().map(String::valueOf).sorted().forEach(text::append);
        } else {
            add(value);
        }
        text.append(';');
        return this;
    }

    /** Adds a number of which only the order among those of its domain counts. Zero stays zero. */
    void ordered(String domain, long number) {
        if (number == 0) {
            text.append('0');
        } else {
            marks.add(new Mark(text.length(), domain, number));
        }
    }

    private void add(Object value) {
        if (value == null
                || value instanceof String
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Enum) {
            text.append(value);
        } else if (value instanceof Instant moment) {
            text.append(ago(moment));
        } else if (value instanceof Optional<?> some) {
            some.ifPresent(this::add);
        } else if (value instanceof HasMetadata object) {
            object(object);
        } else if (value instanceof Change change) {
            text.append(change);
            object(change.object());
            add(change.differences());
        } else if (value instanceof com.dotscience.api.Deployment wanted) {
            text.append(contents.textOf(wanted));
            ordered("revision", wanted.getRevision());
        } else if (value instanceof MessageOrBuilder message) {
            text.append(message);
        } else if (value instanceof Map<?, ?> map) {
            text.append('{');
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((key, element) -> sorted.put(String.valueOf(key), element));
            sorted.forEach((key, element) -> {
                text.append(key).append(':');
                add(element);
                text.append(',');
            });
            text.append('}');
        } else if (value instanceof Collection<?> all) {
            text.append('[');
            boolean isOrdered = all instanceof List || all instanceof LinkedHashSet;
            (isOrdered ? all : new TreeSet<>(all.stream().map(String::valueOf).toList())).forEach(element -> {
                add(element);
                text.append(',');
            });
            text.append(']');
        } else if (value.getClass().isRecord()) {
            record(value);
        } else if (value.getClass().isArray()) {
            add(List.of((Object[]) value));
        } else {
            text.append(value.getClass().getSimpleName());
        }
    }

    private void record(Object value) {
        text.append('(');
        for (Field field : FIELDS.computeIfAbsent(value.getClass(), Canonical::fields)) {
            field(field.getName(), Memory.read(field, value));
        }
        text.append(')');
    }

    private static Field[] fields(Class<?> record) {
        try {
            RecordComponent[] components = record.getRecordComponents();
            Field[] fields = new Field[components.length];
            for (int i = 0; i < fields.length; i++) {
                fields[i] = record.getDeclaredField(components[i].getName());
                fields[i].setAccessible(true);
            }
            return fields;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    private void object(HasMetadata object) {
        text.append('<').append(contents.numberOf(object)).append('@');
        ordered("uid", number(object.getMetadata().getUid()));
        text.append('.');
        ordered("version", number(object.getMetadata().getResourceVersion()));
        text.append('>');
    }

    private static long number(String text) {
        return text == null || text.isEmpty() ? 0 : Long.parseLong(text);
    }

    private String ago(Instant moment) {
        Duration ago = Duration.between(moment, now);
        return ago.compareTo(LONG_AGO) > 0 ? "long" : Long.toString(ago.toSeconds());
    }

    /** Returns all of it, with the numbers replaced by their places in their order. */
    String toText() {
        Map<String, TreeSet<Long>> byDomain = new HashMap<>();
        marks.forEach(mark ->
                byDomain.computeIfAbsent(mark.domain, any -> new TreeSet<>()).add(mark.number));
        Map<String, Map<Long, Integer>> places = new HashMap<>();
        byDomain.forEach((domain, numbers) -> {
            Map<Long, Integer> place = new HashMap<>();
            numbers.forEach(number -> place.put(number, place.size() + 1));
            places.put(domain, place);
        });
        StringBuilder whole = new StringBuilder(text.length() + marks.size() * 3);
        int from = 0;
        for (Mark mark : marks) {
            whole.append(text, from, mark.at)
                    .append('#')
                    .append(places.get(mark.domain).get(mark.number));
            from = mark.at;
        }
        return whole.append(text, from, text.length()).toString();
    }

    /** Returns a short name of it, which no other world has. */
    String toHash() {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(toText().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
