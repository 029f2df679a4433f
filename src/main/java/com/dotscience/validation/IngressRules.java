package com.dotscience.validation;

import com.dotscience.api.ClusterContract;
import com.dotscience.api.IngressPath;
import com.dotscience.api.IngressSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What may be asked for of the way from outside to a model. */
final class IngressRules {

    private static final List<String> PATH_TYPES = List.of("Exact", "Prefix", "ImplementationSpecific");

    private IngressRules() {}

    /**
     * Returns it as it is stored: the path type is spelled as Kubernetes spells it.
     *
     * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT, naming the field and what is allowed
     */
    static IngressSpec checked(IngressSpec asked) {
        if (!asked.getHost().isEmpty()) {
            Syntax.HOST.check("host", asked.getHost());
        }
        Syntax.DNS_NAME.checkIfAny("ingress class", asked.getClass_());
        Syntax.DNS_NAME.checkIfAny("TLS secret", asked.getTlsSecret());
        checkHosts(asked);
        checkPath(asked);
        checkAnnotations(asked);
        RouteRules.check(asked);
        return asked.getPathType().isEmpty()
                ? asked
                : asked.toBuilder()
                        .setPathType(Rules.oneOf("path type", PATH_TYPES, asked.getPathType()))
                        .build();
    }

    private static void checkHosts(IngressSpec asked) {
        if (asked.getHost().isEmpty() && !asked.getTlsSecret().isEmpty()) {
            throw Syntax.invalid("TLS secret needs a host that its certificate is for: give a host, or ask without");
        }
        if (asked.getHost().isEmpty() && asked.getAdditionalHostsCount() > 0) {
            throw Syntax.invalid("additional hosts need a host that they are beside: give a host");
        }
        Set<String> seen = new HashSet<>(Set.of(asked.getHost()));
        for (String host : asked.getAdditionalHostsList()) {
            Syntax.HOST.check("additional host", host);
            if (!seen.add(host)) {
                throw Syntax.invalid("host " + host + " is given twice");
            }
        }
    }

    private static void checkPath(IngressSpec asked) {
        if (!asked.getPath().isEmpty() && !IngressPath.isValid(asked.getPath())) {
            throw Syntax.invalid("path must be " + IngressPath.ALLOWED + ", not " + Syntax.quoted(asked.getPath()));
        }
        if (isNone(asked) && !(asked.getPath().isEmpty() && asked.getPathType().isEmpty())) {
            throw Syntax.invalid("path needs an Ingress that it is of: give a host, or ask without");
        }
    }

    private static void checkAnnotations(IngressSpec asked) {
        asked.getAnnotationsMap().keySet().forEach(key -> {
            Syntax.checkAnnotation("Ingress annotation", key);
            if (key.equals("kubernetes.io/ingress.class")) {
                throw Syntax.invalid("Ingress annotation '" + key + "' is that of the class: give the ingress class");
            }
            if (key.startsWith(ClusterContract.PREFIX)
                    || Set.of(ClusterContract.NAME_ANNOTATION, ClusterContract.ID)
                            .contains(key)) {
                throw Syntax.invalid("Ingress annotation '" + key + "' is the deployer's own: choose another name");
            }
        });
        if (isNone(asked) && asked.getAnnotationsCount() > 0) {
            throw Syntax.invalid("Ingress annotations need an Ingress that they are of: give a host, or ask without");
        }
    }

    private static boolean isNone(IngressSpec asked) {
        return asked.getHost().isEmpty() && asked.getClass_().isEmpty() && asked.getRouteParentsCount() == 0;
    }
}
