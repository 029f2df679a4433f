package com.dotscience.cli.command.deployment;

import com.dotscience.api.IngressSpec;
import com.dotscience.api.RouteParent;
import com.dotscience.cli.output.Absent;
import com.dotscience.cli.output.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How a model deployment is reached from outside, as people and programs see it. */
record IngressView(IngressSpec ingress) {

    /** The fields of {@link #addTo(Map)}, for the help. */
    static final String FIELDS = "host, additionalHosts, path, pathType, ingressClass, ingressAnnotations, tlsSecret,"
            + " routeParents (namespace, name, sectionName)";

    void addTo(Fields fields) {
        fields.addIfAny("More hosts", String.join(", ", ingress.getAdditionalHostsList()))
                .addIfAny("Path", path())
                .addIfAny("Ingress class", ingress.getClass_())
                .addIfAny(
                        "Ingress annotations",
                        new TreeMap<>(ingress.getAnnotationsMap())
                                .entrySet().stream().map(Object::toString).collect(Collectors.joining(", ")))
                .addIfAny("TLS secret", ingress.getTlsSecret())
                .addIfAny(
                        "Route parents",
                        ingress.getRouteParentsList().stream()
                                .map(IngressView::text)
                                .collect(Collectors.joining(", ")));
    }

    void addTo(Map<String, Object> json) {
        json.put("host", Absent.nullIfEmpty(ingress.getHost()));
        json.put("additionalHosts", ingress.getAdditionalHostsList());
        json.put("path", Absent.nullIfEmpty(ingress.getPath()));
        json.put("pathType", Absent.nullIfEmpty(ingress.getPathType()));
        json.put("ingressClass", Absent.nullIfEmpty(ingress.getClass_()));
        json.put("ingressAnnotations", new TreeMap<>(ingress.getAnnotationsMap()));
        json.put("tlsSecret", Absent.nullIfEmpty(ingress.getTlsSecret()));
        json.put(
                "routeParents",
                ingress.getRouteParentsList().stream().map(IngressView::json).toList());
    }

    private static String text(RouteParent parent) {
        return (parent.getNamespace().isEmpty() ? "" : parent.getNamespace() + "/")
                + parent.getName()
                + (parent.getSectionName().isEmpty() ? "" : ":" + parent.getSectionName());
    }

    private static Map<String, Object> json(RouteParent parent) {
        var json = new LinkedHashMap<String, Object>();
        json.put("namespace", Absent.nullIfEmpty(parent.getNamespace()));
        json.put("name", parent.getName());
        json.put("sectionName", Absent.nullIfEmpty(parent.getSectionName()));
        return json;
    }

    private String path() {
        return ingress.getPathType().isEmpty()
                ? ingress.getPath()
                : (ingress.getPath().isEmpty() ? "/" : ingress.getPath()) + " (" + ingress.getPathType() + ")";
    }
}
