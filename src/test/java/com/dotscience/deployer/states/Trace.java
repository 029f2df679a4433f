package com.dotscience.deployer.states;

import com.dotscience.deployer.states.Request.Verb;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The requests and answers of one trace, in words that do not depend on how an API server counts. */
abstract class Trace {

    /** One answer. @param object null if there is none */
    record Answered(int code, String reason, String message, HasMetadata object) {}

    private final Map<String, List<HasMetadata>> seen = new HashMap<>();
    private final Map<String, String> uids = new HashMap<>();
    private final List<String> versions = new ArrayList<>();

    void begin() {
        seen.clear();
        uids.clear();
        versions.clear();
    }

    abstract Answered create(Ingress object);

    abstract Answered patch(String name, String patch);

    /** @param uid empty for no precondition */
    abstract Answered delete(String name, String uid);

    abstract Answered get(String name);

    /** Sends a request, and says what came of it. */
    String send(Request request) {
        HasMetadata known = known(request);
        Answered answered = switch (request.verb()) {
            case CREATE, CREATE_HELD -> create(object(request));
            case SET_HOST ->
                patch(
                        request.name(),
                        patch("replace", "/spec/rules/0/host", quoted(request.value() + ".example.com"), known));
            case SET_LABEL -> patch(request.name(), patch("add", "/metadata/labels/l", quoted(request.value()), known));
            case RELEASE -> patch(request.name(), patch("add", "/metadata/finalizers", "[]", known));
            case DELETE ->
                delete(request.name(), known == null ? "" : known.getMetadata().getUid());
            case GET -> get(request.name());
        };
        if (answered.object() != null) {
            seen.computeIfAbsent(request.name(), any -> new ArrayList<>()).add(0, answered.object());
        }
        return answered.code() + " " + answered.reason() + " " + named(answered.message()) + " "
                + said(answered.object());
    }

    private HasMetadata known(Request request) {
        List<HasMetadata> answers = seen.getOrDefault(request.name(), List.of());
        return request.known() < 0 || request.known() >= answers.size() ? null : answers.get(request.known());
    }

    private static Ingress object(Request request) {
        return new IngressBuilder()
                .withNewMetadata()
                .withName(request.name())
                .withLabels(Map.of("l", request.value()))
                .withFinalizers(request.verb() == Verb.CREATE_HELD ? List.of("example.com/wait") : List.of())
                .endMetadata()
                .withNewSpec()
                .addNewRule()
                .withHost(request.value() + ".example.com")
                .endRule()
                .endSpec()
                .build();
    }

    private static String patch(String operation, String path, String value, HasMetadata known) {
        String edit = "{\"op\":\"" + operation + "\",\"path\":\"" + path + "\",\"value\":" + value + "}";
        return known == null
                ? "[" + edit + "]"
                : "[" + edit + ",{\"op\":\"replace\",\"path\":\"/metadata/resourceVersion\",\"value\":\""
                        + known.getMetadata().getResourceVersion() + "\"}]";
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    private String said(HasMetadata object) {
        if (object == null) {
            return "-";
        }
        ObjectMeta metadata = object.getMetadata();
        Ingress ingress = (Ingress) object;
        return ingress.getSpec().getRules().get(0).getHost() + " " + new TreeMap<>(metadata.getLabels()) + " "
                + metadata.getFinalizers() + " generation " + metadata.getGeneration()
                + (object.isMarkedForDeletion() ? " deleted " + metadata.getDeletionGracePeriodSeconds() : "") + " uid "
                + uid(metadata.getUid()) + " version " + version(metadata.getResourceVersion());
    }

    private String uid(String uid) {
        return uids.computeIfAbsent(uid, any -> "u" + (uids.size() + 1));
    }

    /** Versions only grow, so that the place of one among those of a trace says all that a client may read into it. */
    private String version(String version) {
        if (!versions.contains(version)) {
            boolean grows =
                    versions.isEmpty() || Long.parseLong(versions.get(versions.size() - 1)) < Long.parseLong(version);
            versions.add(version);
            return "v" + versions.size() + (grows ? "" : " which is older");
        }
        return "v" + (versions.indexOf(version) + 1);
    }

    private String named(String message) {
        String named = message;
        for (Map.Entry<String, String> uid : uids.entrySet()) {
            named = named.replace("(" + uid.getKey() + ")", "(" + uid.getValue() + ")");
        }
        return named;
    }
}
