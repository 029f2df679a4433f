package com.dotscience.cli.command.deployment;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.MetricsSpec;
import com.dotscience.api.Phase;
import com.dotscience.api.ServicePort;
import com.dotscience.api.management.Event;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.Report;
import com.dotscience.cli.command.deployment.spec.ProxyImage;
import com.dotscience.cli.output.Fields;
import com.dotscience.cli.output.Terminal;
import com.dotscience.cli.output.View;
import com.dotscience.text.Age;
import com.dotscience.text.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shows everything that is known about one model deployment. */
record DeploymentDetails(ModelDeployment model, Instant now) implements View {

    @Override
    public void text(Terminal terminal) {
        lines().forEach(terminal::line);
    }

    private List<String> lines() {
        Deployment wanted = model.getDeployment();
        Report report = model.getReport();
        Fields fields = DeploymentSummary.identity(model)
                .add("Deployer", deployer())
                .addIfAny("URL", model.getUrl())
                .add("Phase", DeploymentStatus.shown(model, now))
                .addIfAny("Message", DeploymentStatus.message(model))
                .addIfAny("Remark", model.getRemark())
                .addIfAny("Remark", remarkOnTheProxyImage())
                .addIfAny("Reported", report.getPhase() == Phase.PHASE_UNKNOWN ? report.getStatus() : "")
                .addIfAny("Serving", serving())
                .add("Ready", DeploymentStatus.ready(model))
                .addIfAny("Replicas", replicas())
                .add("Image", wanted.getDeployment().getImage())
                .addIfAny("Running image", runningImage())
                .addIfAny("Model ports", joined(wanted.getDeployment().getPortsList()));
        new PodView(wanted.getDeployment()).addTo(fields);
        List<String> lines = new ArrayList<>(fields.add("Service type", DeploymentJson.serviceType(wanted))
                .addIfAny("Service ports", servicePorts(wanted))
                .addIfAny("Ingress class", wanted.getIngress().getClass_())
                .addIfAny("Classes", DeploymentJson.classes(wanted))
                .addIfAny("Proxy image", wanted.getMetrics().getImage())
                .addIfAny("Proxy memory", proxyMemory(wanted.getMetrics()))
                .addIfAny("Served name", wanted.getMetrics().getServedName())
                .addIfAny("Model metrics", modelMetrics(wanted.getMetrics()))
                .addIfAny("Recorded", recorded(wanted.getMetrics()))
                .addIfAny("Privileges", privileges(wanted.getDeployment()))
                .addIfAny("Labels", joined(new TreeMap<>(wanted.getLabelsMap()).entrySet()))
                .add("Age", Age.of(model.getCreatedAt(), now))
                .addIfAny("Report age", model.hasReport() ? Age.of(report.getReceivedAt(), now) : "")
                .lines());
        lines.addAll(events());
        return lines;
    }

    private String remarkOnTheProxyImage() {
        return ProxyImage.isGone(model.getDeployment())
                ? "nobody can pull the proxy image any more: "
                        + ProxyImage.remedy(model.getDeployment().getName())
                : "";
    }

    private String deployer() {
        String offline = DeploymentStatus.offline(model, now);
        return model.getDeployerName() + (offline.isEmpty() ? "" : " (" + offline + ")");
    }

    /** Says whether the model serves; empty for a deployer that reports no revision, because it does not report this either. */
    private String serving() {
        Report report = model.getReport();
        if (report.getRevision() == 0) {
            return "";
        }
        boolean upToDate = !DeploymentStatus.isReportOutdated(model)
                && report.getUpdatedReplicas() >= report.getDesiredReplicas()
                && runningImage().isEmpty();
        return !report.getServable() ? "no" : upToDate ? "yes" : "yes, not yet all of it up to date";
    }

    private String replicas() {
        Report report = model.getReport();
        return report.getRevision() == 0
                ? ""
                : report.getDesiredReplicas() + " wanted, " + report.getUpdatedReplicas() + " up to date, "
                        + report.getReadyReplicas() + " ready, " + report.getAvailableReplicas() + " available";
    }

    /** Returns the image that runs, if it is not the one that is wanted. */
    private String runningImage() {
        String running = model.getReport().getImage();
        return running.equals(model.getDeployment().getDeployment().getImage()) ? "" : running;
    }

    private List<String> events() {
        if (model.getEventsCount() == 0) {
            return List.of();
        }
        var table = new Table("AGE", "PHASE", "MESSAGE");
        for (Event event : model.getEventsList()) {
            table.row(age(event), DeploymentStatus.word(event), event.getMessage());
        }
        List<String> lines = new ArrayList<>(List.of("Events:"));
        table.lines().forEach(line -> lines.add("  " + line));
        return lines;
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

    /** Returns the age of the event; for repeated ones that of the last time, with their number. */
    private String age(Event event) {
        return event.getCount() < 2
                ? Age.of(event.getAt(), now)
                : Age.of(event.getLastAt(), now) + " (" + event.getCount() + " times in "
                        + Age.words(Duration.ofMillis(event.getLastAt() - event.getAt())) + ")";
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

    private static String servicePorts(Deployment wanted) {
        return joined(wanted.getService().getPortsList().stream()
                .map(DeploymentDetails::servicePort)
                .toList());
    }

    private static String servicePort(ServicePort port) {
        return port.getName() + " " + port.getPort() + " to " + port.getTargetPort();
    }

    private static String joined(Collection<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    @Override
    public Object json() {
        return DeploymentJson.withEvents(model);
    }
}
