package com.dotscience.testing.ingress;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressServiceBackend;
import io.fabric8.kubernetes.client.readiness.Readiness;
import io.vertx.core.net.SocketAddress;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/** What leads where, as the objects of a cluster say at one moment. */
record RoutingTable(List<Rule> rules) {

    private static final Comparator<Ingress> OLDEST_FIRST = Comparator.comparing((Ingress ingress) ->
                    Objects.requireNonNullElse(ingress.getMetadata().getCreationTimestamp(), ""))
            .thenComparing(ingress -> ingress.getMetadata().getNamespace())
            .thenComparing(ingress -> ingress.getMetadata().getName());

    static final RoutingTable EMPTY = new RoutingTable(List.of());

    static RoutingTable of(
            Collection<Ingress> ingresses, Collection<Service> services, Collection<Pod> pods, PodAddresses addresses) {
        List<Rule> canaries = ingresses.stream()
                .filter(CanaryAnnotations::areOn)
                .sorted(OLDEST_FIRST)
                .flatMap(ingress -> rules(ingress, services, pods, addresses))
                .toList();
        return new RoutingTable(ingresses.stream()
                .filter(ingress -> !CanaryAnnotations.areOn(ingress))
                .sorted(OLDEST_FIRST)
                .flatMap(ingress -> rules(ingress, services, pods, addresses))
                .map(rule -> rule.with(canaries))
                .sorted(Rule.BEST_FIRST)
                .toList());
    }

    /**
     * Empty where no rule is for this.
     *
     * @param percent gives a number from 0 to 99, by which a request goes to a canary or not
     */
    Optional<Backend> find(String host, String path, IntSupplier percent) {
        return rules.stream()
                .filter(rule -> rule.matches(host, path))
                .map(rule -> rule.backend(percent))
                .findFirst();
    }

    private static Stream<Rule> rules(
            Ingress ingress, Collection<Service> services, Collection<Pod> pods, PodAddresses addresses) {
        String namespace = ingress.getMetadata().getNamespace();
        List<Service> near = services.stream()
                .filter(service -> service.getMetadata().getNamespace().equals(namespace))
                .toList();
        List<Pod> ready = pods.stream()
                .filter(pod -> pod.getMetadata().getNamespace().equals(namespace))
                .filter(pod -> !pod.isMarkedForDeletion() && Readiness.isPodReady(pod))
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .toList();
        return ingress.getSpec().getRules().stream()
                .filter(rule -> rule.getHttp() != null)
                .flatMap(rule -> rule.getHttp().getPaths().stream()
                        .filter(path -> path.getBackend().getService() != null)
                        .map(path -> Rule.of(
                                rule.getHost(),
                                path,
                                backend(namespace, path.getBackend().getService(), near, ready, addresses),
                                CanaryAnnotations.weight(ingress))));
    }

    private static Backend backend(
            String namespace,
            IngressServiceBackend asked,
            Collection<Service> services,
            Collection<Pod> pods,
            PodAddresses addresses) {
        String port = asked.getPort().getName() == null
                ? asked.getPort().getNumber().toString()
                : asked.getPort().getName();
        List<SocketAddress> endpoints = services.stream()
                .filter(service -> service.getMetadata().getName().equals(asked.getName()))
                .flatMap(service -> service.getSpec().getPorts().stream()
                        .filter(each -> port.equals(each.getName())
                                || port.equals(each.getPort().toString()))
                        .limit(1)
                        .flatMap(each -> endpoints(service, each, pods, addresses)))
                .toList();
        return new Backend(namespace + "/" + asked.getName() + ":" + port, endpoints);
    }

    private static Stream<SocketAddress> endpoints(
            Service service, ServicePort port, Collection<Pod> pods, PodAddresses addresses) {
        Map<String, String> selector = service.getSpec().getSelector();
        return pods.stream()
                .filter(pod -> !selector.isEmpty()
                        && pod.getMetadata().getLabels().entrySet().containsAll(selector.entrySet()))
                .flatMap(pod -> target(port, pod).flatMap(number -> addresses.of(pod, number)).stream());
    }

    private static Optional<Integer> target(ServicePort port, Pod pod) {
        IntOrString target = port.getTargetPort();
        if (target == null) {
            return Optional.of(port.getPort());
        }
        if (target.getStrVal() == null) {
            return Optional.of(target.getIntVal());
        }
        return pod.getSpec().getContainers().stream()
                .flatMap(container -> container.getPorts().stream())
                .filter(each -> target.getStrVal().equals(each.getName()))
                .map(ContainerPort::getContainerPort)
                .findFirst();
    }
}
