package com.dotscience.deployer.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Settings that take from pods what they do not need: the token of their service account, more privileges than they start with,
 * and rare system calls. A Deployment gets them when it is created or never, for the reason that {@link GivenAtCreation} gives;
 * a value that somebody asked for is wanted everywhere.
 */
final class SecurityAtCreation {

    private static final String TOKEN = "automountServiceAccountToken";
    private static final String CONTEXT = "securityContext";
    private static final String SECCOMP = "seccompProfile";
    private static final String USUAL_PROFILE = "RuntimeDefault";
    private static final String ESCALATION = "allowPrivilegeEscalation";
    private static final JsonNode NO = BooleanNode.FALSE;

    private SecurityAtCreation() {}

    /**
     * Takes out of the wanted object what this object was not given when it was created.
     *
     * @param observed the object as it is, which counts if its record is lost
     * @param record the keys of what the deployer has set
     */
    static void leaveOut(ObjectNode wanted, ObjectNode observed, Optional<ObjectNode> record) {
        JsonNode pod = podIn(wanted);
        JsonNode there = podIn(observed);
        Optional<JsonNode> listed = record.map(SecurityAtCreation::podIn);
        boolean podIsGiven = isGiven(TOKEN, NO, there, listed) || isGiven(TOKEN, BooleanNode.TRUE, there, listed);
        if (!podIsGiven) {
            leaveOut(pod, TOKEN, NO);
        }
        JsonNode context = pod.path(CONTEXT);
        JsonNode profile = context.path(SECCOMP);
        if (profile.path("type").asText().equals(USUAL_PROFILE)
                && !isGiven(SECCOMP, profile, there.path(CONTEXT), listed.map(keys -> keys.path(CONTEXT)))) {
            leaveOut(context, SECCOMP, profile);
        }
        leaveOutIfEmpty(pod);
        for (JsonNode container : pod.path("containers")) {
            String name = container.path("name").asText();
            JsonNode its = named(name, there.path("containers"));
            Optional<JsonNode> keys = listed.map(pods -> pods.path("containers").path(name));
            // A container that is new in the Deployment is treated like those that are there already.
            boolean given = keys.orElse(its).isMissingNode()
                    ? podIsGiven
                    : isGiven(ESCALATION, NO, its.path(CONTEXT), keys.map(ofContainer -> ofContainer.path(CONTEXT)));
            if (!given) {
                leaveOut(container.path(CONTEXT), ESCALATION, NO);
            }
            leaveOutIfEmpty(container);
        }
    }

    /**
     * Says whether a field was given at creation. Without a record nobody knows who wrote it, so a field counts as given if it
     * has the value that we would give.
     */
    private static boolean isGiven(String field, JsonNode value, JsonNode there, Optional<JsonNode> listed) {
        return listed.map(keys -> keys.has(field))
                .orElseGet(() -> there.has(field) && there.path(field).equals(value));
    }

    private static void leaveOut(JsonNode wanted, String field, JsonNode value) {
        if (wanted instanceof ObjectNode object && value.equals(object.get(field))) {
            object.remove(field);
        }
    }

    private static void leaveOutIfEmpty(JsonNode wanted) {
        if (wanted instanceof ObjectNode object
                && object.path(CONTEXT) instanceof ObjectNode context
                && context.isEmpty()) {
            object.remove(CONTEXT);
        }
    }

    private static JsonNode named(String name, JsonNode containers) {
        for (JsonNode container : containers) {
            if (container.path("name").asText().equals(name)) {
                return container;
            }
        }
        return MissingNode.getInstance();
    }

    private static JsonNode podIn(JsonNode object) {
        return object.path("spec").path("template").path("spec");
    }
}
