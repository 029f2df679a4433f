package com.dotscience.deployer.plan;

import static java.util.Objects.requireNonNullElse;

import com.dotscience.api.IngressPath;
import com.dotscience.api.IngressSpec;
import com.dotscience.deployer.manifest.IngressAnnotations;
import com.dotscience.deployer.manifest.IngressClassForm;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads back from an Ingress what somebody asked for. */
final class IngressReadBack {

    private IngressReadBack() {}

    static IngressSpec of(Ingress ingress) {
        Map<String, String> annotations = ingress.getMetadata().getAnnotations();
        String ingressClass = requireNonNullElse(
                annotations.get(IngressClassForm.ANNOTATION_NAME),
                requireNonNullElse(ingress.getSpec().getIngressClassName(), ""));
        IngressSpec.Builder asked = IngressSpec.newBuilder()
                .setClass_(ingressClass)
                .putAllAnnotations(IngressAnnotations.askedFor(annotations, ingressClass))
                .setTlsSecret(ingress.getSpec().getTls().stream()
                        .flatMap(tls -> Stream.ofNullable(tls.getSecretName()))
                        .findFirst()
                        .orElse(""));
        List<String> hosts = ingress.getSpec().getRules().stream()
                .flatMap(rule -> Stream.ofNullable(rule.getHost()))
                .toList();
        if (!hosts.isEmpty()) {
            asked.setHost(hosts.get(0)).addAllAdditionalHosts(hosts.subList(1, hosts.size()));
        }
        ingress.getSpec().getRules().stream()
                .flatMap(rule -> Stream.ofNullable(rule.getHttp()))
                .flatMap(http -> http.getPaths().stream())
                .findFirst()
                .filter(path -> !isUsual(path))
                .ifPresent(path -> asked.setPath(requireNonNullElse(path.getPath(), ""))
                        .setPathType(requireNonNullElse(path.getPathType(), "")));
        return asked.build();
    }

    private static boolean isUsual(HTTPIngressPath path) {
        return IngressPath.ALL.equals(path.getPath()) && "ImplementationSpecific".equals(path.getPathType());
    }
}
