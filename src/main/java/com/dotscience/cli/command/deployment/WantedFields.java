package com.dotscience.cli.command.deployment;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.MetricsSpec;
import com.dotscience.api.ServicePort;
import com.dotscience.cli.output.Fields;
import com.dotscience.cli.output.WindowText;
import java.util.Collection;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shows what is wanted of a model deployment beside its image and its replicas. */
record WantedFields(Deployment wanted) {

    void addTo(Fields fields) {
        fields.addIfAny("Model ports", joined(wanted.getDeployment().getPortsList()));
        new PodView(wanted.getDeployment()).addTo(fields);
        fields.addIfAny("Min available", wanted.getDeployment().getMinAvailable())
                .addIfAny(
                        "Autoscaling",
                        new AutoscalingView(wanted.getDeployment().getAutoscaling()).text());
        fields.addIfAny("Restarted", wanted.getDeployment().getRestartedAt())
                .add("Service type", DeploymentJson.serviceType(wanted))
                .addIfAny("Service ports", servicePorts());
        new IngressView(wanted.getIngress()).addTo(fields);
        fields.addIfAny("Classes", DeploymentJson.classes(wanted))
                .addIfAny("Proxy image", wanted.getMetrics().getImage())
                .addIfAny("Proxy memory", proxyMemory(wanted.getMetrics()))
                .addIfAny("Served name", wanted.getMetrics().getServedName())
                .addIfAny("Model metrics", modelMetrics(wanted.getMetrics()))
                .addIfAny("Recorded", recorded(wanted.getMetrics()))
                .addIfAny("Maintenance windows", WindowText.of(wanted.getMaintenanceWindowsList()))
                .addIfAny("Privileges", privileges(wanted.getDeployment()))
                .addIfAny("Labels", joined(new TreeMap<>(wanted.getLabelsMap()).entrySet()));
    }

    private static String proxyMemory(MetricsSpec metrics) {
        return metrics.getMemoryMib() == 0 ? "" : metrics.getMemoryMib() + " MiB";
    }

    private static String privileges(DeploymentSpec deployment) {
        return Stream.of(
                        deployment.getServiceAccountToken() ? "service account token" : "",
                        deployment.getPrivilegeEscalation() ? "privilege escalation" : "",
                        deployment.getUnconfined() ? "unconfined" : "")
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String modelMetrics(MetricsSpec metrics) {
        String port = metrics.getModelMetricsPort() == 0 ? "" : "port " + metrics.getModelMetricsPort();
        return Stream.of(port, metrics.getModelMetricsPath())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String recorded(MetricsSpec metrics) {
        if (metrics.getRecordUrl().isEmpty()) {
            return "";
        }
        String share = metrics.getRecordPercent() == 0 ? "" : metrics.getRecordPercent() + " of 100 requests, ";
        String size = metrics.getRecordMaxBytes() == 0 ? "" : "up to " + metrics.getRecordMaxBytes() + " bytes, ";
        return share + size + "to " + metrics.getRecordUrl();
    }

    private String servicePorts() {
        return joined(wanted.getService().getPortsList().stream()
                .map(WantedFields::servicePort)
                .toList());
    }

    private static String servicePort(ServicePort port) {
        return port.getName() + " " + port.getPort() + " to " + port.getTargetPort();
    }

    private static String joined(Collection<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
