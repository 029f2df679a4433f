package com.dotscience.deployer.manifest;

import com.dotscience.api.Deployment;
import com.dotscience.api.IngressHosts;
import com.dotscience.api.IngressPath;
import com.dotscience.api.IngressSpec;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPathBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLS;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLSBuilder;
import java.util.List;
import java.util.Optional;

/** Builds the Ingress. It leads what is asked for at its hosts, below its path, to the Service. */
public final class IngressManifest {

    private IngressManifest() {}

    /**
     * Says whether an Ingress is asked for: by a host or a class, unless an HTTPRoute takes its place. Without a Service there is
     * nothing that it could lead to.
     */
    public static boolean isWanted(Deployment wanted) {
        return wanted.getService().getPortsCount() > 0
                && !RouteManifest.isWanted(wanted)
                && !(IngressHosts.of(wanted.getIngress()).isEmpty()
                        && wanted.getIngress().getClass_().isEmpty());
    }

    /**
     * Returns the Ingress; empty if none is asked for.
     *
     * @throws InvalidModelDeploymentException if its path or an annotation is none that may be asked for
     */
    static Optional<Ingress> of(Deployment wanted, ObjectMeta metadata, IngressClassForm form) {
        IngressSpec spec = wanted.getIngress();
        List<String> hosts = IngressHosts.of(spec);
        if (!isWanted(wanted)) {
            return Optional.empty();
        }
        return Optional.of(new IngressBuilder()
                .withMetadata(metadata)
                .editMetadata()
                .addToAnnotations(IngressAnnotations.of(spec, form))
                .addToAnnotations(CanaryManifest.ingressAnnotations(wanted))
                .endMetadata()
                .withNewSpec()
                .withIngressClassName(className(spec.getClass_(), form))
                .withTls(tls(spec, hosts))
                .withRules(rules(hosts, path(metadata.getName(), wanted)))
                .endSpec()
                .build());
    }

    private static String className(String ingressClass, IngressClassForm form) {
        return form == IngressClassForm.FIELD && !ingressClass.isEmpty() ? ingressClass : null;
    }

    private static List<IngressTLS> tls(IngressSpec spec, List<String> hosts) {
        return spec.getTlsSecret().isEmpty()
                ? List.of()
                : List.of(new IngressTLSBuilder()
                        .withHosts(hosts)
                        .withSecretName(spec.getTlsSecret())
                        .build());
    }

    private static List<IngressRule> rules(List<String> hosts, HTTPIngressPath path) {
        IngressRule every =
                new IngressRuleBuilder().withNewHttp().withPaths(path).endHttp().build();
        return hosts.isEmpty()
                ? List.of(every)
                : hosts.stream()
                        .map(host ->
                                new IngressRuleBuilder(every).withHost(host).build())
                        .toList();
    }

    private static HTTPIngressPath path(String service, Deployment wanted) {
        String path = wanted.getIngress().getPath();
        if (!path.isEmpty() && !IngressPath.isValid(path)) {
            throw new InvalidModelDeploymentException("ingress.path", "has to be " + IngressPath.ALLOWED);
        }
        return new HTTPIngressPathBuilder()
                .withPath(IngressPath.of(wanted.getIngress()))
                .withPathType(pathType(wanted.getIngress()))
                .withNewBackend()
                .withNewService()
                .withName(service)
                .withNewPort()
                .withNumber(PredictionsPort.of(wanted.getService().getPortsList()))
                .endPort()
                .endService()
                .endBackend()
                .build();
    }

    /** Nothing is said of one that a Go program's Ingress has: all requests, as the controller likes. */
    private static String pathType(IngressSpec spec) {
        if (!spec.getPathType().isEmpty()) {
            return spec.getPathType();
        }
        return spec.getPath().isEmpty() ? "ImplementationSpecific" : "Prefix";
    }
}
