package com.dotscience.resource;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.management.CreateDeploymentRequest;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads what a resource asks for, and checks it by the description of the fields. */
public final class ResourceReader {

    /** What {@code apiVersion} of a resource says. */
    public static final String API_VERSION = "dotscience.com/v1";

    /** What {@code kind} of a resource says. */
    public static final String KIND = "ModelDeployment";

    private static final List<String> TOP = List.of("apiVersion", "kind", "metadata", "spec");

    private ResourceReader() {}

    /**
     * Reads a resource in which nothing is wrong.
     *
     * @param tree one that {@link #problems} finds nothing in
     * @param defaults what stands for the fields that it does not have
     */
    public static CreateDeploymentRequest read(Object tree, Defaults defaults) {
        var problems = new ArrayList<Problem>();
        CreateDeploymentRequest request = read(defaults.complete((Map<?, ?>) tree), "", problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(problems.get(0).toString());
        }
        return request;
    }

    /**
     * Returns what is wrong with a resource.
     *
     * @param path where it stands in its document; empty if it is the document
     */
    public static List<Problem> problems(Object tree, String path) {
        var problems = new ArrayList<Problem>();
        read(tree, path, problems);
        return problems;
    }

    static CreateDeploymentRequest read(Object tree, String path, List<Problem> problems) {
        CreateDeploymentRequest.Builder request = CreateDeploymentRequest.newBuilder();
        if (!(tree instanceof Map<?, ?> map)) {
            problems.add(new Problem(path, "a document must be an object with " + String.join(", ", TOP)));
            return request.build();
        }
        map.keySet().stream()
                .map(String::valueOf)
                .filter(key -> !TOP.contains(key))
                .forEach(key -> {
                    String near = NearestName.of(key, TOP)
                            .map(name -> "did you mean " + name + "?")
                            .orElse("there are " + String.join(", ", TOP));
                    problems.add(new Problem(Paths.child(path, key), "there is no such field: " + near));
                });
        checkConstant(map, "apiVersion", API_VERSION, path, problems);
        checkConstant(map, "kind", KIND, path, problems);
        var values = new ValueReader(problems);
        part("metadata", map, ResourceFields.metadata(), path, values, request);
        part("spec", map, ResourceFields.spec(), path, values, request);
        return request.build();
    }

    private static void part(
            String name,
            Map<?, ?> map,
            List<Field> fields,
            String path,
            ValueReader values,
            CreateDeploymentRequest.Builder request) {
        Object part = map.get(name) == null ? Map.of() : map.get(name);
        values.readObject(part, fields, Paths.child(path, name), field -> holder(field, request));
    }

    private static Message.Builder holder(Field field, CreateDeploymentRequest.Builder request) {
        Descriptor message = field.proto().getContainingType();
        if (message.equals(DeploymentSpec.getDescriptor())) {
            return request.getDeploymentBuilder().getDeploymentBuilder();
        }
        return message.equals(Deployment.getDescriptor()) ? request.getDeploymentBuilder() : request;
    }

    private static void checkConstant(Map<?, ?> map, String name, String value, String path, List<Problem> problems) {
        if (!value.equals(map.get(name))) {
            String found = map.get(name) == null ? "" : ", not " + map.get(name);
            problems.add(new Problem(Paths.child(path, name), "must be " + value + found));
        }
    }
}
