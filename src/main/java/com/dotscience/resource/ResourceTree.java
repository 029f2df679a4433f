package com.dotscience.resource;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.management.CreateDeploymentRequest;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.MapEntry;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Shows a request as a resource, which asks for the same when it is read again. */
public final class ResourceTree {

    private ResourceTree() {}

    /** Returns maps, lists, texts, numbers and booleans. */
    public static Map<String, Object> of(CreateDeploymentRequest request) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("apiVersion", ResourceReader.API_VERSION);
        tree.put("kind", ResourceReader.KIND);
        tree.put("metadata", object(ResourceFields.metadata(), field -> holder(field, request)));
        tree.put("spec", object(ResourceFields.spec(), field -> holder(field, request)));
        return tree;
    }

    private static MessageOrBuilder holder(Field field, CreateDeploymentRequest request) {
        Descriptor message = field.proto().getContainingType();
        if (message.equals(DeploymentSpec.getDescriptor())) {
            return request.getDeployment().getDeployment();
        }
        return message.equals(Deployment.getDescriptor()) ? request.getDeployment() : request;
    }

    private static Map<String, Object> object(List<Field> fields, Function<Field, MessageOrBuilder> holder) {
        var object = new LinkedHashMap<String, Object>();
        for (Field field : fields) {
            if (isShown(field, holder.apply(field))) {
                object.put(field.name(), value(field, holder.apply(field).getField(field.proto())));
            }
        }
        return object;
    }

    private static boolean isShown(Field field, MessageOrBuilder holder) {
        FieldDescriptor proto = field.proto();
        if (field.explicit()) {
            return true;
        }
        if (proto.isRepeated()) {
            return holder.getRepeatedFieldCount(proto) > 0;
        }
        // The parts of a Deployment mean the same when they are empty as when they are not there.
        boolean isPart = proto.getContainingType().equals(Deployment.getDescriptor()) && field.isObject();
        return holder.hasField(proto)
                && !(isPart && ((Message) holder.getField(proto)).getAllFields().isEmpty());
    }

    private static Object value(Field field, Object value) {
        if (field.proto().isMapField()) {
            var map = new TreeMap<String, Object>();
            ((List<?>) value).forEach(each -> {
                var entry = (MapEntry<?, ?>) each;
                map.put(String.valueOf(entry.getKey()), entry.getValue());
            });
            return map;
        }
        return field.proto().isRepeated()
                ? ((List<?>) value).stream().map(each -> one(field, each)).toList()
                : one(field, value);
    }

    private static Object one(Field field, Object value) {
        if (field.format() == Format.CLASSES) {
            return ClassesText.fromProtocol((String) value);
        }
        if (value instanceof Message message) {
            return object(field.children(), child -> message);
        }
        if (value instanceof EnumValueDescriptor constant) {
            return constant.getName();
        }
        return value instanceof Integer number ? (Object) number.longValue() : value;
    }
}
