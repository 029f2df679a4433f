package com.dotscience.resource;

import com.dotscience.api.ResourceQuantity;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.MapEntry;
import com.google.protobuf.Message;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads the values of a tree into messages of the protocol, and collects what is wrong with them. */
final class ValueReader {

    private final List<Problem> problems;

    ValueReader(List<Problem> problems) {
        this.problems = problems;
    }

    /**
     * Reads an object.
     *
     * @param target returns the message that holds a field
     */
    void readObject(Object tree, List<Field> fields, String path, Function<Field, Message.Builder> target) {
        if (!(tree instanceof Map<?, ?> map)) {
            problem(path, "must be an object, with a name before each value");
            return;
        }
        var oneofs = new HashMap<Object, String>();
        map.forEach((key, value) -> {
            String place = Paths.child(path, String.valueOf(key));
            Optional<Field> field = ResourceFields.named(String.valueOf(key), fields);
            if (field.isEmpty()) {
                unknown(place, String.valueOf(key), fields);
            } else if (value != null) {
                refuseSecondChoice(field.get(), place, oneofs);
                read(value, field.get(), place, target.apply(field.get()));
            }
        });
        fields.stream()
                .filter(field -> field.required() && map.get(field.name()) == null)
                .forEach(field -> problem(Paths.child(path, field.name()), "must be given"));
    }

    private void unknown(String place, String key, List<Field> fields) {
        List<String> names = fields.stream().map(Field::name).toList();
        problem(
                place,
                "there is no such field: "
                        + NearestName.of(key, names)
                                .map(near -> "did you mean " + near + "?")
                                .orElseGet(() -> "there are " + String.join(", ", names)));
    }

    private void refuseSecondChoice(Field field, String place, Map<Object, String> oneofs) {
        var oneof = field.proto().getRealContainingOneof();
        String other = oneof == null ? null : oneofs.put(oneof, field.name());
        if (other != null) {
            problem(place, "cannot be given together with " + other);
        }
    }

    private void read(Object value, Field field, String path, Message.Builder message) {
        FieldDescriptor proto = field.proto();
        if (field.format() == Format.CLASSES) {
            if (value instanceof String || value instanceof List || value instanceof Map) {
                message.setField(proto, ClassesText.toProtocol(value));
            } else {
                problem(path, "must be a list of names or a map");
            }
        } else if (proto.isMapField()) {
            readMap(value, field, path, message);
        } else if (proto.isRepeated()) {
            readList(value, field, path, message);
        } else {
            one(value, field, path, message).ifPresent(read -> message.setField(proto, read));
        }
    }

    private void readList(Object value, Field field, String path, Message.Builder message) {
        if (!(value instanceof List<?> list)) {
            problem(path, "must be a list");
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            one(list.get(i), field, Paths.element(path, i), message)
                    .ifPresent(read -> message.addRepeatedField(field.proto(), read));
        }
    }

    @SuppressWarnings("unchecked")
    private void readMap(Object value, Field field, String path, Message.Builder message) {
        if (!(value instanceof Map<?, ?> map)) {
            problem(path, "must be an object, with a name before each value");
            return;
        }
        var entry = (MapEntry<Object, Object>)
                message.newBuilderForField(field.proto()).buildPartial();
        map.forEach((key, each) -> text(each, field, Paths.child(path, String.valueOf(key)))
                .ifPresent(text -> message.addRepeatedField(
                        field.proto(),
                        entry.toBuilder()
                                .setKey(String.valueOf(key))
                                .setValue(text)
                                .build())));
    }

    /** Returns one value as the protocol has it; empty if it is wrong. */
    private Optional<Object> one(Object value, Field field, String path, Message.Builder holder) {
        return switch (field.proto().getJavaType()) {
            case STRING -> text(value, field, path).map(text -> text);
            case BOOLEAN -> truth(value, path);
            case INT ->
                number(value, Integer.MIN_VALUE, Integer.MAX_VALUE, path).map(Long::intValue);
            case LONG -> number(value, Long.MIN_VALUE, Long.MAX_VALUE, path).map(number -> number);
            case ENUM -> {
                EnumValueDescriptor found = field.proto().getEnumType().findValueByName(String.valueOf(value));
                yield text(value, field, path).flatMap(text -> Optional.ofNullable(found));
            }
            case MESSAGE -> {
                Message.Builder object = holder.newBuilderForField(field.proto());
                readObject(value, field.children(), path, child -> object);
                yield Optional.of(object.build());
            }
            default -> throw new IllegalStateException(field.proto() + " has a type that no file can hold");
        };
    }

    private Optional<String> text(Object value, Field field, String path) {
        boolean asNumber = value instanceof Number
                && (field.format() == Format.QUANTITY || field.format() == Format.NUMBER_OR_TEXT);
        if (!(value instanceof String) && !asNumber) {
            problem(
                    path,
                    value == null || value instanceof Map || value instanceof List
                            ? "must be a text"
                            : "must be a text: put it in quotes, \"" + written(value) + "\"");
            return Optional.empty();
        }
        String text = written(value);
        if (field.format() == Format.QUANTITY
                && !text.isEmpty()
                && ResourceQuantity.parse(text).isEmpty()) {
            problem(path, "'" + text + "' is no " + ResourceQuantity.ALLOWED.substring(2));
        }
        List<String> values = field.values();
        if (!values.isEmpty() && !text.isEmpty() && !values.contains(text)) {
            problem(
                    path,
                    "'" + text + "' is none of " + String.join(", ", values)
                            + NearestName.of(text, values)
                                    .map(near -> ": did you mean " + near + "?")
                                    .orElse(""));
        }
        return Optional.of(text);
    }

    private static String written(Object value) {
        return value instanceof Number ? new BigDecimal(value.toString()).toPlainString() : value.toString();
    }

    private Optional<Object> truth(Object value, String path) {
        if (value instanceof Boolean) {
            return Optional.of(value);
        }
        problem(path, "must be true or false");
        return Optional.empty();
    }

    private Optional<Long> number(Object value, long least, long most, String path) {
        try {
            if (value instanceof Number) {
                long number = new BigDecimal(value.toString()).longValueExact();
                if (number >= least && number <= most) {
                    return Optional.of(number);
                }
            }
        } catch (ArithmeticException e) {
            // It has a fraction, or is far too large.
        }
        problem(path, "must be a whole number" + (value instanceof Number ? ", not " + written(value) : ""));
        return Optional.empty();
    }

    private void problem(String path, String message) {
        problems.add(new Problem(path, message));
    }
}
