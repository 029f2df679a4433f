package com.dotscience.cli.command.deployment.spec;

import com.dotscience.api.Deployment;
import com.dotscience.api.IngressSpec;
import com.dotscience.cli.command.Assignment;
import com.dotscience.cli.output.DsException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How the model is reached from outside; null is what was not given. */
final class IngressOptions {

    @Option(
            names = "--host",
            paramLabel = "H",
            arity = "1",
            description = "The host name to serve it at; '' for none. Can be given more than once: all hosts, then."
                    + " Default: none.")
    private String[] hosts;

    @Option(
            names = "--path",
            paramLabel = "PATH",
            description = "Of which requests the model gets: those whose path this is or begins with; '' for all."
                    + " Default: all.")
    private String path;

    @Option(
            names = "--path-type",
            paramLabel = "T",
            description = "How the path is compared: Prefix, Exact, or ImplementationSpecific. Default: Prefix.")
    private String pathType;

    @Option(
            names = "--ingress-class",
            paramLabel = "C",
            description = "Which ingress controller serves the host; '' for the cluster's default. Default: "
                    + ModelSpec.INGRESS_CLASS + ".")
    private String ingressClass;

    @Option(
            names = "--ingress-annotation",
            paramLabel = "k=v",
            arity = "1",
            description = "An annotation of the Ingress; k- takes it off. Can be given more than once.")
    private String[] annotations = {};

    @Option(
            names = "--tls-secret",
            paramLabel = "NAME",
            description = "The Secret with the certificate of the host; '' for none. Default: none.")
    private String tlsSecret;

    @Mixin
    private RouteOptions route = new RouteOptions();

    boolean isEmpty() {
        return annotations.length == 0
                && route.isEmpty()
                && hosts == null
                && Stream.of(path, pathType, ingressClass, tlsSecret).allMatch(Objects::isNull);
    }

    /** @throws DsException if an option is wrong, or there is no host that it could be about */
    void applyTo(Deployment.Builder wanted) {
        if (isEmpty()) {
            return;
        }
        if (hosts != null) {
            hosts(wanted);
        }
        route.applyTo(wanted);
        if (wanted.getIngress().getHost().isEmpty() && wanted.getIngress().getRouteParentsCount() == 0) {
            refuseWithoutHost();
            return;
        }
        IngressSpec.Builder ingress = wanted.getIngressBuilder();
        if (path != null) {
            ingress.setPath(path);
        }
        if (pathType != null) {
            ingress.setPathType(canonicalPathType(pathType));
        }
        if (ingressClass != null) {
            ingress.setClass_(ingressClass);
        }
        Assignment.all("--ingress-annotation", annotations).forEach((key, value) -> {
            if (value == null) {
                ingress.removeAnnotations(key);
            } else {
                ingress.putAnnotations(key, value);
            }
        });
        if (tlsSecret != null) {
            ingress.setTlsSecret(tlsSecret);
        }
    }

    private void hosts(Deployment.Builder wanted) {
        List<String> all =
                Arrays.stream(hosts).filter(host -> !host.isEmpty()).distinct().toList();
        if (all.isEmpty()) {
            wanted.clearIngress();
            return;
        }
        boolean isNew = wanted.getIngress().getHost().isEmpty();
        IngressSpec.Builder ingress = wanted.getIngressBuilder()
                .setHost(all.get(0))
                .clearAdditionalHosts()
                .addAllAdditionalHosts(all.subList(1, all.size()));
        if (isNew && ingress.getClass_().isEmpty() && ingress.getRouteParentsCount() == 0) {
            ingress.setClass_(ModelSpec.INGRESS_CLASS);
        }
    }

    /** What takes something off takes it off where there is nothing, too. */
    private void refuseWithoutHost() {
        refuse("--ingress-class", ingressClass);
        refuse("--tls-secret", tlsSecret);
        refuse("--path", path);
        refuse("--path-type", pathType);
        Assignment.all("--ingress-annotation", annotations).values().forEach(value -> {
            refuse("--ingress-annotation", value);
        });
    }

    private static void refuse(String option, String value) {
        if (value != null && !(value.isEmpty() && !option.equals("--ingress-class"))) {
            throw DsException.usage(option + ": there is no Ingress without --host: give both");
        }
    }

    private static String canonicalPathType(String given) {
        return Stream.of("", "Exact", "Prefix", "ImplementationSpecific")
                .filter(given::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> DsException.usage(
                        "--path-type: '" + given + "' is none of Exact, Prefix, ImplementationSpecific"));
    }
}
