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
import java.util.Optional;
import java.util.stream.Stream;

/** What leads where, as the objects of a cluster say at one moment. */
record RoutingTable(List<Rule> rules) {

    static final RoutingTable EMPTY = new RoutingTable(List.of());

    static RoutingTable of(
            Collection<Ingress> ingresses, Collection<Service> services, Collection<Pod> pods, PodAddresses addresses) {
        return new RoutingTable(ingresses.stream()
                .flatMap(ingress -> rules(ingress, services, pods, addresses))
                .sorted(Rule.BEST_FIRST)
                .toList());
    }

    /** Empty where no rule is for this. */
    Optional<Backend> find(String host, String path) {
        return rules.stream()
                .filter(rule -> rule.matches(host, path))
                .map(Rule::backend)
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
                                backend(namespace, path.getBackend().getService(), near, ready, addresses))));
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
