package com.dotscience.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.Headers;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.fabric8.zjsonpatch.DiffFlags;
import io.fabric8.zjsonpatch.JsonDiff;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Requests to a mock server as an {@link Admission} lets them through: creates and JSON Patches, each still one request, so that
 * nobody sees an object that was not admitted.
 *
 * @param objects answers what is asked to the server itself
 */
record AdmittedRequests(Function<RecordedRequest, MockResponse> objects, Admission admission) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern OBJECT = Pattern.compile(".*/namespaces/[^/]+/[^/]+/[^/?]+");
    private static final String VERSION = "/metadata/resourceVersion";

    /** @throws JsonPatchException if it is a patch for another state than there is */
    RecordedRequest on(RecordedRequest request) {
        boolean patches = "application/json-patch+json".equals(request.getHeader("Content-Type"))
                && OBJECT.matcher(request.getPath()).matches();
        if (request.method() == HttpMethod.PATCH && patches) {
            return patch(request);
        }
        return request.method() == HttpMethod.POST ? create(request) : request;
    }

    private RecordedRequest create(RecordedRequest request) {
        ObjectNode object = (ObjectNode) read(request.getBody());
        admission.review(by(request), "CREATE", object);
        return with(request, object);
    }

    /** What the object is to become is known only when the patch is applied to what is there. */
    private RecordedRequest patch(RecordedRequest request) {
        MockResponse there = objects.apply(new RecordedRequest(
                request.getHttpVersion(),
                HttpMethod.GET,
                request.getPath(),
                Headers.builder().build(),
                new Buffer()));
        JsonNode operations = read(request.getBody());
        if (there.code() != 200) {
            return with(request, operations);
        }
        JsonNode before = read(there.getBody());
        JsonNode asked = JsonPatch.apply(operations, before);
        JsonNode version = asked.at(VERSION);
        ObjectNode after = asked.deepCopy();
        admission.review(by(request), "UPDATE", after);
        after.withObject("/metadata").set("resourceVersion", before.at(VERSION));
        ArrayNode admitted = (ArrayNode) JsonDiff.asJson(
                before, after, EnumSet.of(DiffFlags.OMIT_MOVE_OPERATION, DiffFlags.OMIT_COPY_OPERATION));
        admitted.addObject().put("op", "replace").put("path", VERSION).set("value", version);
        return with(request, admitted);
    }

    private static String by(RecordedRequest request) {
        return Objects.requireNonNullElse(request.getHeader("User-Agent"), "");
    }

    private static RecordedRequest with(RecordedRequest request, JsonNode body) {
        return new RecordedRequest(
                request.getHttpVersion(),
                request.method(),
                request.getPath(),
                request.getHeaders(),
                new Buffer(body.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** A body can be read once. */
    private static JsonNode read(Buffer body) {
        try {
            return JSON.readTree(body.readUtf8());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
