package com.dotscience.resource;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import java.util.List;

/**
 * A field of the resource.
 *
 * @param proto the field of the protocol that holds it
 * @param name what it is called in a file
 * @param description one or more sentences for people
 * @param byDefault what it is if a file does not say, for people; empty: nothing
 * @param values the only values that are allowed; empty: any
 * @param explicit whether an empty value means something else than the default, so that an export always has the field
 */
public record Field(
        FieldDescriptor proto,
        String name,
        String description,
        Format format,
        String byDefault,
        List<String> values,
        boolean required,
        boolean explicit) {

    /** @throws IllegalStateException if the protocol has no such field */
    static Field of(Descriptor message, String protoName, String description) {
        FieldDescriptor proto = message.findFieldByName(protoName);
        if (proto == null) {
            throw new IllegalStateException(
                    message.getFullName() + " has no field " + protoName + ": take its line out of ResourceFields");
        }
        return new Field(proto, proto.getJsonName(), description, Format.TEXT, "", List.of(), false, false);
    }

    Field named(String fileName) {
        return new Field(proto, fileName, description, format, byDefault, values, required, explicit);
    }

    Field as(Format newFormat) {
        return new Field(proto, name, description, newFormat, byDefault, values, required, explicit);
    }

    /** @param text says what the Gateway or the deployer makes of a field that is empty */
    Field byDefault(String text) {
        return new Field(proto, name, description, format, text, values, required, explicit);
    }

    /** @param text says what {@link Defaults} writes into the request where a file does not have the field */
    Field filledIn(String text) {
        return new Field(proto, name, description, format, text, values, required, true);
    }

    Field oneOf(String... allowed) {
        return new Field(proto, name, description, format, byDefault, List.of(allowed), required, explicit);
    }

    Field isRequired() {
        return new Field(proto, name, description, format, byDefault, values, true, explicit);
    }

    boolean isObject() {
        return !proto.isMapField() && proto.getJavaType() == JavaType.MESSAGE;
    }

    /** Returns the fields of the objects that it holds; of none if it holds values. */
    public List<Field> children() {
        return isObject() ? ResourceFields.of(proto.getMessageType()) : List.of();
    }

    /** Returns what may be written, in a few words for people. */
    public String type() {
        if (proto.isMapField()) {
            return format == Format.QUANTITY ? "map of quantities" : "map of texts";
        }
        return proto.isRepeated() ? "list of " + one() + "s" : one();
    }

    private String one() {
        if (format != Format.TEXT) {
            return switch (format) {
                case QUANTITY -> "quantity";
                case NUMBER_OR_TEXT -> "number or text";
                default -> "list or map";
            };
        }
        return switch (proto.getJavaType()) {
            case BOOLEAN -> "true or false";
            case INT, LONG -> "whole number";
            case MESSAGE -> "object";
            default -> "text";
        };
    }
}
