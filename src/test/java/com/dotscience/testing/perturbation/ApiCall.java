package com.dotscience.testing.perturbation;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request to an API server.
 *
 * @param verb of the API: get, list, watch, create, update, patch, delete; empty for what is about no object
 * @param resource plural, with its subresource if one is meant; empty for what is about no object
 * @param namespace empty if it is about all, or about what is in none
 * @param name empty if it is about many
 * @param uri as it was sent
 */
public record ApiCall(String verb, String resource, String namespace, String name, String uri) {

    private static final Set<String> WRITES = Set.of("create", "update", "patch", "delete", "deletecollection");

    private static final Pattern OBJECTS = Pattern.compile(
            "/apis?(/[^/]+)?/v[^/]+(/namespaces/(?<namespace>[^/]+))?/(?<resource>[^/]+)(/(?<name>[^/]+)(?<sub>/[^/]+)?)?");

    /** @param body what a creation takes the name from */
    static ApiCall of(String method, String uri, String body) {
        String path = uri.replaceFirst("\\?.*", "");
        Matcher objects = OBJECTS.matcher(path);
        if (!objects.matches()) {
            return new ApiCall("", "", "", "", uri);
        }
        String name = text(objects.group("name"));
        String resource = objects.group("resource") + text(objects.group("sub"));
        String verb = switch (method) {
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> name.isEmpty() ? "deletecollection" : "delete";
            default -> uri.contains("watch=true") ? "watch" : name.isEmpty() ? "list" : "get";
        };
        boolean made = verb.equals("create") && name.isEmpty();
        return new ApiCall(verb, resource, text(objects.group("namespace")), made ? nameIn(body) : name, uri);
    }

    private static String text(String group) {
        return group == null ? "" : group;
    }

    private static String nameIn(String body) {
        try {
            return new JsonObject(body)
                    .getJsonObject("metadata", new JsonObject())
                    .getString("name", "");
        } catch (DecodeException notJson) {
            return "";
        }
    }

    /** Whether it is to change something. */
    public boolean isWrite() {
        return WRITES.contains(verb) && !uri.contains("dryRun=All");
    }
}
