package com.dotscience.validation;

import com.dotscience.api.IngressSpec;
import com.dotscience.api.RouteParent;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** What may be asked for of an HTTPRoute. */
final class RouteRules {

    /** The Gateway API takes no more. */
    private static final int MAX_PARENTS = 32;

    private static final int MAX_HOSTS = 16;

    private RouteRules() {}

    /** @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT, naming the field and what is allowed */
    static void check(IngressSpec asked) {
        if (asked.getRouteParentsCount() == 0) {
            return;
        }
        if (asked.getRouteParentsCount() > MAX_PARENTS) {
            throw Syntax.invalid("route parents must be at most " + MAX_PARENTS);
        }
        if (asked.getAdditionalHostsCount() >= MAX_HOSTS) {
            throw Syntax.invalid("hosts of an HTTPRoute must be at most " + MAX_HOSTS);
        }
        Set<RouteParent> seen = new HashSet<>();
        for (RouteParent parent : asked.getRouteParentsList()) {
            Syntax.DNS_NAME.check("name of a route parent", parent.getName());
            if (!parent.getNamespace().isEmpty()) {
                Syntax.DNS_LABEL.check("namespace of a route parent", parent.getNamespace());
            }
            Syntax.DNS_NAME.checkIfAny("section name of a route parent", parent.getSectionName());
            if (!seen.add(parent)) {
                throw Syntax.invalid("route parent " + parent.getName() + " is given twice");
            }
        }
        refuse("ingress class", !asked.getClass_().isEmpty());
        refuse("TLS secret", !asked.getTlsSecret().isEmpty());
        refuse("Ingress annotations", asked.getAnnotationsCount() > 0);
        refuse(
                "path type ImplementationSpecific",
                asked.getPathType().toLowerCase(Locale.ROOT).startsWith("impl"));
    }

    private static void refuse(String field, boolean isAsked) {
        if (isAsked) {
            throw Syntax.invalid(
                    field + " is for an Ingress, and route parents ask for an HTTPRoute in its place: ask for"
                            + " one of them");
        }
    }
}
