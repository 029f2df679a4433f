package com.dotscience.deployer.plan.limits;

import com.dotscience.api.ClusterContract;
import com.dotscience.deployer.manifest.IngressClassForm;
import com.dotscience.deployer.manifest.RouteVersions;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteSpec;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The objects of one model deployment that exist already. A breach that they show is older than the limit, and is left as it
 * is, because a new limit stops nothing that runs.
 */
record Present(List<HasMetadata> own) {

    boolean has(Breach breach) {
        return switch (breach.what()) {
            case ID -> !own.isEmpty();
            case FORM -> false;
            case NAMESPACE ->
                own.stream()
                        .anyMatch(object ->
                                breach.value().equals(object.getMetadata().getNamespace()));
            case IMAGE -> images("model").anyMatch(breach.value()::equals);
            case PROXY_IMAGE -> images("proxy").anyMatch(breach.value()::equals);
            case REPLICAS ->
                deployments()
                        .anyMatch(deployment -> deployment.getSpec().getReplicas() != null
                                && deployment.getSpec().getReplicas() >= Long.parseLong(breach.value()));
            case MAX_REPLICAS ->
                own.stream()
                        .mapToLong(Autoscalers::maxReplicas)
                        .anyMatch(most -> most >= Long.parseLong(breach.value()));
            case SERVICE_TYPE ->
                of(Service.class)
                        .anyMatch(service ->
                                breach.value().equals(service.getSpec().getType()));
            case INGRESS_CLASS -> of(Ingress.class).flatMap(Present::classes).anyMatch(breach.value()::equals);
            case HOST ->
                Stream.concat(
                                of(Ingress.class).flatMap(Present::hosts),
                                own.stream()
                                        .flatMap(object -> RouteVersions.spec(object).stream())
                                        .flatMap(Present::hosts))
                        .anyMatch(breach.value()::equals);
            case ROUTE_PARENT -> own.stream().flatMap(RouteParents::of).anyMatch(breach.value()::equals);
            case SECRET -> secrets().anyMatch(breach.value()::equals);
            case CONFIG_MAP -> pods().flatMap(References::configMaps).anyMatch(breach.value()::equals);
            case VOLUME_CLAIM -> pods().flatMap(References::claims).anyMatch(breach.value()::equals);
            case SERVICE_ACCOUNT -> pods().map(PodSpec::getServiceAccountName).anyMatch(breach.value()::equals);
            case PRIORITY_CLASS -> pods().map(PodSpec::getPriorityClassName).anyMatch(breach.value()::equals);
            case TOLERATION -> pods().flatMap(PodKeys::tolerations).anyMatch(breach.value()::equals);
            case POD_ANNOTATION -> podMetadata().flatMap(PodKeys::annotations).anyMatch(breach.value()::equals);
            case POD_LABEL -> podMetadata().flatMap(PodKeys::labels).anyMatch(breach.value()::equals);
            case INGRESS_ANNOTATION ->
                of(Ingress.class)
                        .map(Ingress::getMetadata)
                        .flatMap(PodKeys::annotations)
                        .anyMatch(breach.value()::equals);
            case RECORD_SINK -> pods().flatMap(RecordSink::of).anyMatch(breach.value()::equals);
            case LABEL -> deployments().anyMatch(deployment -> hasLabel(deployment, breach.value()));
        };
    }

    private Stream<String> images(String container) {
        return deployments()
                .flatMap(deployment -> deployment.getSpec().getTemplate().getSpec().getContainers().stream())
                .filter(each -> each.getName().equals(container))
                .map(Container::getImage);
    }

    private Stream<String> secrets() {
        return Stream.concat(
                pods().flatMap(References::secrets), of(Ingress.class).flatMap(References::secrets));
    }

    private Stream<PodSpec> pods() {
        return deployments()
                .map(deployment -> deployment.getSpec().getTemplate().getSpec());
    }

    private Stream<ObjectMeta> podMetadata() {
        return deployments()
                .map(deployment -> deployment.getSpec().getTemplate().getMetadata())
                .filter(Objects::nonNull);
    }

    private Stream<Deployment> deployments() {
        return of(Deployment.class);
    }

    private <T> Stream<T> of(Class<T> type) {
        return own.stream().filter(type::isInstance).map(type::cast);
    }

    /**
     * Returns the class of an Ingress; an Ingress with neither the field nor the annotation has the default class of the
     * cluster, or none. The API server writes the default class into the field, which is not what was asked for.
     */
    private static Stream<String> classes(Ingress ingress) {
        Map<String, String> annotations =
                Objects.requireNonNullElse(ingress.getMetadata().getAnnotations(), Map.of());
        String annotation = annotations.get(IngressClassForm.ANNOTATION_NAME);
        String field = ingress.getSpec().getIngressClassName();
        boolean chosenByTheCluster = !annotations
                .getOrDefault(ClusterContract.APPLIED_ANNOTATION, "ingressClassName")
                .contains("ingressClassName");
        return annotation == null && (field == null || chosenByTheCluster)
                ? Stream.of("")
                : Stream.of(annotation, field).filter(Objects::nonNull);
    }

    private static Stream<String> hosts(HTTPRouteSpec route) {
        List<String> hosts = route.getHostnames();
        return hosts.isEmpty() ? Stream.of("") : hosts.stream();
    }

    private static Stream<String> hosts(Ingress ingress) {
        return ingress.getSpec().getRules().stream()
                .map(IngressRule::getHost)
                .map(host -> Objects.requireNonNullElse(host, ""));
    }

    /**
     * Says whether a Deployment has a label. The deployer has always set its own owner label itself, whatever was asked for
     * under that key, so asking for it is never new.
     */
    private static boolean hasLabel(Deployment deployment, String label) {
        String key = label.substring(0, label.indexOf('='));
        Map<String, String> labels =
                Objects.requireNonNullElse(deployment.getMetadata().getLabels(), Map.of());
        return key.equals(ClusterContract.OWNER_LABEL)
                || label.substring(key.length() + 1).equals(labels.get(key));
    }
}
