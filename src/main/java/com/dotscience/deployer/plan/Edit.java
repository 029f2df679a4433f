package com.dotscience.deployer.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.zjsonpatch.DiffFlags;
import io.fabric8.zjsonpatch.JsonDiff;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The change that turns an observed object into the wanted one.
 *
 * @param patch a JSON Patch (RFC 6902) that the API server refuses (409) once the object is no longer the observed one
 * @param paths the JSON Pointers of what it changes
 * @param differences the same changes as fields with their values, for people
 */
record Edit(Action action, String patch, List<String> paths, List<Difference> differences) {

    private static final Predicate<String> IMAGE =
            Pattern.compile("/spec/template/spec/containers/\\d+/image").asMatchPredicate();

    private static final Predicate<String> REPLICAS = "/spec/replicas"::equals;

    static Edit between(ObjectNode observed, ObjectNode wanted, String resourceVersion) {
        ArrayNode patch = (ArrayNode) JsonDiff.asJson(
                observed,
                wanted,
                EnumSet.of(
                        DiffFlags.OMIT_MOVE_OPERATION, DiffFlags.OMIT_COPY_OPERATION, DiffFlags.OMIT_VALUE_ON_REMOVE));
        List<String> paths = StreamSupport.stream(patch.spliterator(), false)
                .map(operation -> operation.path("path").asText())
                .toList();
        patch.addObject()
                .put("op", "replace")
                .put("path", "/metadata/resourceVersion")
                .put("value", resourceVersion);
        return new Edit(action(paths), patch.toString(), paths, Differences.between(observed, wanted));
    }

    /** Says to people where the object differs, in three places at most. */
    String reason() {
        String places = paths.stream().limit(3).map(Edit::readable).distinct().collect(Collectors.joining(", "));
        return "differs in " + places + (paths.size() > 3 ? " and more" : "");
    }

    private static Action action(List<String> paths) {
        if (paths.stream().allMatch(IMAGE)) {
            return Action.UPDATE_IMAGE;
        }
        return paths.stream().allMatch(REPLICAS) ? Action.SCALE : Action.UPDATE;
    }

    private static String readable(String pointer) {
        return pointer.substring(1).replace("/", ".").replace("~1", "/").replace("~0", "~");
    }
}
