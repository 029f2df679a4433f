package com.dotscience.validation;

import com.dotscience.api.Deployment;
import com.dotscience.api.ReservedLabels;
import com.dotscience.api.ServicePort;
import com.dotscience.api.ServiceSpec;
import io.netty.util.NetUtil;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Checks a model deployment by the rules of Kubernetes, whoever asks for it: a Gateway before it stores one, and a deployer before it
 * makes one that a resource of the cluster asks for. A mistake that is refused here is reported to the person who made it; one that
 * the API server of the cluster refuses would only show later, in a status.
 */
public final class Rules {
    private static final long MAX_REPLICAS = 10_000;
    // This is far more than anyone needs, and far less than an API server accepts for one object (1.5 MiB).
    private static final int MAX_BYTES = 256 * 1024;
    private static final List<String> SERVICE_TYPES = List.of("ClusterIP", "NodePort", "LoadBalancer");
    private static final List<String> PROTOCOLS = List.of("TCP", "UDP", "SCTP");

    private Rules() {}

    /**
     * Checks a new model deployment and returns it in the form that is stored: the namespace and the target ports are filled in, and
     * service type and protocols are spelled as Kubernetes spells them.
     *
     * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT; the message names the field and what is allowed
     */
    public static Deployment checked(Deployment asked) {
        return checked(asked, Deployment.getDefaultInstance());
    }

    /**
     * Checks a model deployment that has got its defaults.
     *
     * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT, naming the field and what is allowed
     */
    public static void checkComplete(Deployment wanted) {
        LifeRules.checkComplete(wanted.getDeployment());
    }

    /**
     * Checks a changed model deployment. Fields that stay the same are no reason to refuse the change, even if today's rules would not
     * allow them.
     *
     * @param before the model deployment until now
     */
    public static Deployment checked(Deployment asked, Deployment before) {
        if (asked.getSerializedSize() > MAX_BYTES) {
            throw Syntax.invalid("the model deployment must be at most " + MAX_BYTES / 1024 + " KiB, not "
                    + asked.getSerializedSize() / 1024);
        }
        Deployment.Builder wanted = asked.toBuilder().clearDeleted().clearRevision();
        if (wanted.getNamespace().isEmpty()) {
            wanted.setNamespace("default");
        }
        Syntax.NAME.check("name", wanted.getName());
        Syntax.DNS_LABEL.check("namespace", wanted.getNamespace());
        if (!asked.getDeployment().getImage().equals(before.getDeployment().getImage())
                || asked.getDeployment().getImage().isEmpty()) {
            ImageReference.check("image", asked.getDeployment().getImage());
        }
        checkModel(asked);
        EnvironmentRules.check(asked.getDeployment(), before.getDeployment());
        PodRules.check(asked.getDeployment(), before.getDeployment());
        PodMetadataRules.check(asked);
        LifeRules.check(asked);
        RolloutRules.check(asked.getDeployment().getRollout());
        BudgetRules.check(asked.getDeployment(), before.getDeployment());
        if (!asked.getDeployment()
                        .getAutoscaling()
                        .equals(before.getDeployment().getAutoscaling())
                || !asked.getMetrics().equals(before.getMetrics())
                || !asked.getDeployment()
                        .getResources()
                        .equals(before.getDeployment().getResources())) {
            AutoscalingRules.check(asked);
        }
        ResourceRules.check(
                asked.getDeployment().getResources(), before.getDeployment().getResources());
        if (asked.hasService()) {
            wanted.setService(checkedService(asked.getService()));
        }
        if (asked.hasIngress()) {
            wanted.setIngress(IngressRules.checked(asked.getIngress()));
        }
        CanaryRules.check(asked);
        ProxyRules.check(asked.getMetrics(), before.getMetrics());
        asked.getLabelsMap().forEach((key, value) -> {
            if (!before.containsLabels(key)) {
                Syntax.LABEL_KEY.check("label", key);
            }
            if (!value.equals(before.getLabelsMap().get(key))) {
                checkLabel(key, value);
            }
        });
        return wanted.build();
    }

    private static void checkModel(Deployment asked) {
        long replicas = asked.getDeployment().getReplicas();
        if (replicas < 0 || replicas > MAX_REPLICAS) {
            throw Syntax.invalid("replicas must be 0 to " + MAX_REPLICAS + ", not " + replicas);
        }
        Set<Integer> seen = new HashSet<>();
        for (int port : asked.getDeployment().getPortsList()) {
            Syntax.checkPort("port", port);
            if (!seen.add(port)) {
                throw Syntax.invalid("port " + port + " is given twice");
            }
        }
    }

    private static ServiceSpec checkedService(ServiceSpec asked) {
        ServiceSpec.Builder service = asked.toBuilder();
        if (!asked.getType().isEmpty()) {
            service.setType(oneOf("service type", SERVICE_TYPES, asked.getType()));
        }
        String ip = asked.getLoadBalancerIp();
        if (!ip.isEmpty() && !NetUtil.isValidIpV4Address(ip) && !NetUtil.isValidIpV6Address(ip)) {
            throw Syntax.invalid("load balancer IP must be an IP address, not " + Syntax.quoted(ip));
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < asked.getPortsCount(); i++) {
            ServicePort port = checkedServicePort(asked.getPorts(i), asked.getPortsCount());
            if (!seen.add(port.getProtocol() + " " + port.getPort())) {
                throw Syntax.invalid("service port " + port.getPort() + "/" + port.getProtocol() + " is given twice");
            }
            if (!port.getName().isEmpty() && !seen.add(port.getName())) {
                throw Syntax.invalid("service port name '" + port.getName() + "' is given twice");
            }
            service.setPorts(i, port);
        }
        return service.build();
    }

    private static ServicePort checkedServicePort(ServicePort asked, int portCount) {
        // Kubernetes requires names only where there are several ports.
        if (portCount > 1 || !asked.getName().isEmpty()) {
            Syntax.DNS_LABEL.check("service port name", asked.getName());
        }
        Syntax.checkPort("service port", asked.getPort());
        ServicePort.Builder port = asked.toBuilder();
        if (asked.getTargetPort() == 0) {
            port.setTargetPort(asked.getPort());
        }
        Syntax.checkPort("service target port", port.getTargetPort());
        String protocol = asked.getProtocol().isEmpty() ? "TCP" : asked.getProtocol();
        return port.setProtocol(oneOf("protocol", PROTOCOLS, protocol)).build();
    }

    private static void checkLabel(String key, String value) {
        if (ReservedLabels.contain(key)) {
            throw Syntax.invalid("label '" + key + "' is one by which Kubernetes or the deployer tells objects apart:"
                    + " choose another name");
        }
        Syntax.LABEL_VALUE.check("label '" + key + "'", value);
    }

    static String oneOf(String field, List<String> allowed, String value) {
        return allowed.stream()
                .filter(candidate -> candidate.toLowerCase(Locale.ROOT).equals(value.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> Syntax.invalid(
                        field + " must be one of " + String.join(", ", allowed) + ", not " + Syntax.quoted(value)));
    }
}
