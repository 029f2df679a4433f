package com.dotscience.deployer.states;

import com.dotscience.deployer.cluster.WriteGate;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAccumulator;

/**
 * All that a graph of objects of this project remembers, so that one graph can be in many states one after another. It finds by
 * reflection what can change: fields that are not final, and collections. So nothing that the product remembers is left out, also what
 * is added to it later.
 */
final class Memory {

    /** A place that can change. */
    private interface Cell {

        Object get();

        void set(Object value);

        String name();
    }

    /** Of the informers, those that keep something of what they were shown. */
    private static final Set<String> WATCHING = Set.of("Informers", "OwnedObjects", "KindInformers", "ObjectInformer");

    /** These hold on to others of the same graph, and remember nothing. */
    private static final Set<Class<?>> WIRING = Set.of(WriteGate.class, ShownObjects.class);

    /** Whether collections of a class can change; those that hold listeners do so only while all is wired. */
    private static final ClassValue<Boolean> MUTABLE = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return !type.getName().startsWith("java.util.ImmutableCollections")
                    && !type.getName().startsWith("java.util.Collections$")
                    && type != CopyOnWriteArrayList.class;
        }
    };

    private final List<Cell> cells = new ArrayList<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Class<?>, Parts> partsOfRecords = new HashMap<>();

    /** Of a record class: how to make one, and how to read its components. */
    private record Parts(Constructor<?> constructor, Field[] fields) {}

    Memory(Object... roots) {
        for (Object root : roots) {
            find(root);
        }
    }

    /** Returns a copy of everything, which nothing changes any more. */
    Object[] capture() {
        return cells.stream().map(cell -> copy(cell.get())).toArray();
    }

    /** Puts everything back as it was captured. */
    void restore(Object[] captured) {
        for (int i = 0; i < captured.length; i++) {
            cells.get(i).set(copy(captured[i]));
        }
    }

    /** Writes what was captured in a form in which equal states are equal. */
    void describe(Object[] captured, Canonical into) {
        for (int i = 0; i < captured.length; i++) {
            into.field(cells.get(i).name(), captured[i]);
        }
    }

    private void find(Object component) {
        if (component == null || !isComponent(component) || !seen.add(component)) {
            return;
        }
        for (Class<?> type = component.getClass(); type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                    field.setAccessible(true);
                    find(component, field);
                }
            }
        }
    }

    private void find(Object component, Field field) {
        Object value = read(field, component);
        String name = field.getDeclaringClass().getSimpleName() + "." + field.getName();
        if (!Modifier.isFinal(field.getModifiers())) {
            cells.add(variable(component, field, name));
            find(value);
        } else if (value instanceof LongAccumulator most) {
            cells.add(highest(most, name));
        } else if (value instanceof Map<?, ?> map && isMutable(map)) {
            cells.add(contents(map, name));
        } else if (value instanceof Collection<?> all && isMutable(all)) {
            cells.add(contents(all, name));
        } else if (value instanceof Map<?, ?> fixed) {
            fixed.values().forEach(this::find);
        } else if (value instanceof Collection<?> fixed && !(value instanceof CopyOnWriteArrayList)) {
            fixed.forEach(this::find);
        } else {
            find(value);
        }
    }

    private static boolean isComponent(Object value) {
        Class<?> type = value.getClass();
        if (WIRING.contains(type)) {
            return false;
        }
        String room = type.getPackageName();
        if (room.endsWith(".informer") && !WATCHING.contains(type.getSimpleName())) {
            return false;
        }
        return type.getName().startsWith("com.dotscience.deployer.")
                && !type.isRecord()
                && !type.isEnum()
                && !type.isHidden();
    }

    private static boolean isMutable(Object collection) {
        return MUTABLE.get(collection.getClass());
    }

    private static Cell variable(Object component, Field field, String name) {
        return new Cell() {
            @Override
            public Object get() {
                return read(field, component);
            }

            @Override
            public void set(Object value) {
                try {
                    field.set(component, value);
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public String name() {
                return name;
            }
        };
    }

    private static Cell highest(LongAccumulator most, String name) {
        return new Cell() {
            @Override
            public Object get() {
                return most.get();
            }

            @Override
            public void set(Object value) {
                most.reset();
                most.accumulate((Long) value);
            }

            @Override
            public String name() {
                return name;
            }
        };
    }

    @SuppressWarnings("unchecked")
    private static Cell contents(Object collection, String name) {
        return new Cell() {
            @Override
            public Object get() {
                return collection;
            }

            @Override
            public void set(Object value) {
                if (collection instanceof Map<?, ?> map) {
                    map.clear();
                    ((Map<Object, Object>) map).putAll((Map<Object, Object>) value);
                } else {
                    Collection<Object> all = (Collection<Object>) collection;
                    all.clear();
                    all.addAll((Collection<Object>) value);
                }
            }

            @Override
            public String name() {
                return name;
            }
        };
    }

    private Object copy(Object value) {
        if (value == null || value instanceof String || value instanceof Number) {
            return value;
        }
        if (value instanceof Map<?, ?> map && isMutable(map)) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, element) -> copy.put(key, copy(element)));
            return value instanceof HashMap || value instanceof LinkedHashMap
                    ? copy
                    : new java.util.concurrent.ConcurrentHashMap<>(copy);
        }
        if (value instanceof Collection<?> all && isMutable(all)) {
            return all instanceof Set
                    ? new LinkedHashSet<>(all)
                    : all instanceof PriorityQueue ? new PriorityQueue<>(all) : new ArrayList<>(all);
        }
        return value.getClass().isRecord() ? copyOfRecord(value) : value;
    }

    /** Most records hold values alone; only those are made anew that hold something which changes. */
    private Object copyOfRecord(Object value) {
        Parts parts = partsOfRecords.computeIfAbsent(value.getClass(), Memory::parts);
        if (parts.constructor == null) {
            return value;
        }
        Object[] copies = new Object[parts.fields.length];
        boolean isSame = true;
        for (int i = 0; i < copies.length; i++) {
            Object part = read(parts.fields[i], value);
            copies[i] = copy(part);
            isSame &= copies[i] == part;
        }
        try {
            return isSame ? value : parts.constructor.newInstance(copies);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Parts parts(Class<?> record) {
        try {
            RecordComponent[] components = record.getRecordComponents();
            Class<?>[] types = new Class<?>[components.length];
            Field[] fields = (Field[]) Array.newInstance(Field.class, components.length);
            boolean mayChange = false;
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                fields[i] = record.getDeclaredField(components[i].getName());
                fields[i].setAccessible(true);
                mayChange |= Map.class.isAssignableFrom(types[i]) || Collection.class.isAssignableFrom(types[i]);
            }
            if (!mayChange || !record.getName().startsWith("com.dotscience.deployer.")) {
                return new Parts(null, fields);
            }
            Constructor<?> constructor = record.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return new Parts(constructor, fields);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    static Object read(Field field, Object of) {
        try {
            return field.get(of);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
