package com.dotscience.deployer.manifest;

import com.dotscience.api.ClusterContract;
import com.dotscience.api.Deployment;
import com.dotscience.api.IngressSpec;
import com.dotscience.api.ServicePort;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPathBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds the Ingress. It leads the host's path {@code /} to the Service. */
final class IngressManifest {

    /**
     * These annotations allow large and long requests, because predictions can be both. The values are those of the Go
     * program.
     */
    private static final Map<String, String> NGINX = Map.of(
            "nginx.ingress.kubernetes.io/proxy-body-size", "0",
            "nginx.ingress.kubernetes.io/proxy-read-timeout", "600",
            "nginx.ingress.kubernetes.io/proxy-send-timeout", "600",
            "nginx.ingress.kubernetes.io/proxy-buffering", "off",
            "nginx.ingress.kubernetes.io/proxy-max-temp-file-size", "1024m");

    private IngressManifest() {}

    /** Returns the Ingress; empty if neither a host nor a class is asked for. */
    static Optional<Ingress> of(Deployment wanted, ObjectMeta metadata, IngressClassForm form) {
        IngressSpec spec = wanted.getIngress();
        if (spec.getHost().isEmpty() && spec.getClass_().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new IngressBuilder()
                .withMetadata(metadata)
                .editMetadata()
                .addToAnnotations(annotations(spec.getClass_(), form))
                .endMetadata()
                .withNewSpec()
                .withIngressClassName(className(spec.getClass_(), form))
                .addNewRule()
                .withHost(spec.getHost().isEmpty() ? null : spec.getHost())
                .withNewHttp()
                .withPaths(path(metadata.getName(), wanted.getService().getPortsList()))
                .endHttp()
                .endRule()
                .endSpec()
                .build());
    }

    private static Map<String, String> annotations(String ingressClass, IngressClassForm form) {
        Map<String, String> annotations = new HashMap<>();
        if (form == IngressClassForm.ANNOTATION && !ingressClass.isEmpty()) {
            annotations.put(IngressClassForm.ANNOTATION_NAME, ingressClass);
        }
        if (ingressClass.equals("nginx")) {
            annotations.putAll(NGINX);
        }
        return annotations;
    }

    private static String className(String ingressClass, IngressClassForm form) {
        return form == IngressClassForm.FIELD && !ingressClass.isEmpty() ? ingressClass : null;
    }

    private static HTTPIngressPath path(String service, List<ServicePort> ports) {
        ServicePort port = ports.stream()
                .filter(candidate -> candidate.getName().equals(ClusterContract.PREDICTIONS_PORT))
                .findFirst()
                .orElse(ports.get(0));
        return new HTTPIngressPathBuilder()
                .withPath("/")
                .withPathType("ImplementationSpecific")
                .withNewBackend()
                .withNewService()
                .withName(service)
                .withNewPort()
                .withNumber(port.getPort())
                .endPort()
                .endService()
                .endBackend()
                .build();
    }
}
