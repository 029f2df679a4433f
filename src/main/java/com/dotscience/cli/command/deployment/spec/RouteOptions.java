package com.dotscience.cli.command.deployment.spec;

import com.dotscience.api.Deployment;
import com.dotscience.api.IngressSpec;
import com.dotscience.api.RouteParent;
import com.dotscience.cli.output.DsException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The Gateways that serve the hosts, by an HTTPRoute in place of an Ingress. */
final class RouteOptions {

    private static final Pattern PARENT = Pattern.compile("(?:([^/:]+)/)?([^/:]*[^/:-])(?::([^/:]+))?");

    @Option(
            names = "--route-parent",
            paramLabel = "[NAMESPACE/]NAME[:LISTENER]",
            arity = "1",
            description =
                    "A Gateway that serves the host by an HTTPRoute, in place of an Ingress; [NAMESPACE/]NAME- takes it"
                            + " off. Can be given more than once.")
    private String[] parents = {};

    boolean isEmpty() {
        return parents.length == 0;
    }

    /** @throws DsException if one is none */
    void applyTo(Deployment.Builder wanted) {
        if (isEmpty()) {
            return;
        }
        List<RouteParent> all = new ArrayList<>(wanted.getIngress().getRouteParentsList());
        for (String given : parents) {
            boolean off = given.endsWith("-");
            RouteParent parent = parse(given, off ? given.substring(0, given.length() - 1) : given);
            all.removeIf(each -> off && parent.getSectionName().isEmpty() ? isOf(each, parent) : each.equals(parent));
            if (!off) {
                all.add(parent);
            }
        }
        IngressSpec.Builder ingress = wanted.getIngressBuilder();
        ingress.clearRouteParents().addAllRouteParents(all);
        // The class is that of the Ingress whose place is taken; and where an Ingress comes back, it is one of the
        // usual class.
        if (!all.isEmpty()) {
            ingress.clearClass_();
        } else if (!ingress.getHost().isEmpty() && ingress.getClass_().isEmpty()) {
            ingress.setClass_(ModelSpec.INGRESS_CLASS);
        }
    }

    private static boolean isOf(RouteParent one, RouteParent other) {
        return one.getNamespace().equals(other.getNamespace()) && one.getName().equals(other.getName());
    }

    private static RouteParent parse(String given, String text) {
        Matcher parts = PARENT.matcher(text);
        if (!parts.matches()) {
            throw DsException.usage(
                    "--route-parent: '" + given + "' is neither [NAMESPACE/]NAME[:LISTENER] nor [NAMESPACE/]NAME-");
        }
        return RouteParent.newBuilder()
                .setNamespace(parts.group(1) == null ? "" : parts.group(1))
                .setName(parts.group(2))
                .setSectionName(parts.group(3) == null ? "" : parts.group(3))
                .build();
    }
}
