package com.dotscience.testing.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;

/**
 * The ports of a pod, which are others on this machine: pods have no addresses of their own here.
 *
 * @param real the port of the loopback address by the one that the pod names
 */
public record PodPorts(Map<Integer, Integer> real) {

    private static final Pattern LOCAL = Pattern.compile("(?<=127\\.0\\.0\\.1:|localhost:)\\d{1,5}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,5}");

    /** @param free gives a port that nobody uses */
    static PodPorts of(Pod pod, IntSupplier free) {
        Map<Integer, Integer> real = new TreeMap<>();
        for (Container container : pod.getSpec().getContainers()) {
            for (ContainerPort port : container.getPorts()) {
                real.computeIfAbsent(port.getContainerPort(), named -> free.getAsInt());
            }
        }
        return new PodPorts(Map.copyOf(real));
    }

    /** Empty if no container of the pod names it. */
    public Optional<Integer> find(int port) {
        return Optional.ofNullable(real.get(port));
    }

    /** The port itself if no container of the pod names it. */
    public int get(int port) {
        return real.getOrDefault(port, port);
    }

    /** The value of a variable of a container, with the real ports: of what is called so, or is an address of the pod's. */
    String translate(String variable, String value) {
        if (variable.endsWith("PORT") && NUMBER.matcher(value).matches()) {
            return Integer.toString(get(Integer.parseInt(value)));
        }
        return LOCAL.matcher(value).replaceAll(found -> Integer.toString(get(Integer.parseInt(found.group()))));
    }
}
