package com.dotscience.cli.command.deployment;

import com.dotscience.api.Deployment;
import com.dotscience.api.MetricsSpec;
import com.dotscience.api.ServicePort;
import com.dotscience.api.management.Event;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.cli.output.Absent;
import com.dotscience.cli.output.PauseText;
import com.dotscience.cli.output.WindowText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Shows a model deployment as JSON. Programs rely on the names. */
public final class DeploymentJson {

    /** The list of the fields, for the help. */
    public static final String FIELDS = "id, name, namespace, deployer, deployerId, status ("
            + DeploymentStatus.WORDS
            + "), stale, message, remark, replicas, availableReplicas, desiredReplicas, updatedReplicas, readyReplicas,"
            + " servable, generation, waiting (until, handedOutGeneration), paused (at, caller), deployerPaused (at, caller),"
            + " deployerWindows (cron, timeZone, length), replicasBeforeStop, image, runningImage, url, modelPort,"
            + " servicePorts (name, port, targetPort), "
            + PodView.FIELDS
            + ", serviceType, "
            + IngressView.FIELDS
            + ", classes, proxyImage, proxyMemoryMib, servedName, modelMetricsPath, modelMetricsPort, recordUrl,"
            + " recordPercent, recordMaxBytes, maintenanceWindows (cron, timeZone, length), serviceAccountToken,"
            + " privilegeEscalation, unconfined, labels, minAvailable, "
            + AutoscalingView.FIELDS
            + ", restartedAt, "
            + CanaryView.FIELDS
            + ", revision, reportedRevision, createdAt, updatedAt, reportedAt, deployerSeenAt. What is not there is null";

    private DeploymentJson() {}

    public static Map<String, Object> of(ModelDeployment model) {
        Deployment wanted = model.getDeployment();
        var json = new LinkedHashMap<String, Object>();
        json.put("id", wanted.getId());
        json.put("name", wanted.getName());
        json.put("namespace", wanted.getNamespace());
        json.put("deployer", model.getDeployerName());
        json.put("deployerId", model.getDeployerId());
        json.put("status", DeploymentStatus.of(model));
        json.put("stale", DeploymentStatus.isStale(model));
        json.put(
                "message",
                Absent.nullIfEmpty(
                        DeploymentStatus.withTrouble(model, model.getReport().getMessage())));
        json.put("remark", Absent.nullIfEmpty(model.getRemark()));
        json.put("replicas", wanted.getDeployment().getReplicas());
        json.put("availableReplicas", model.getReport().getAvailableReplicas());
        json.put("desiredReplicas", model.getReport().getDesiredReplicas());
        json.put("updatedReplicas", model.getReport().getUpdatedReplicas());
        json.put("readyReplicas", model.getReport().getReadyReplicas());
        json.put("servable", model.getReport().getServable());
        json.put("generation", Absent.nullIfZero(model.getGeneration()));
        json.put("waiting", new Waiting(model).json());
        json.put("paused", PauseText.json(model.getPaused()));
        json.put("deployerPaused", PauseText.json(model.getDeployerPaused()));
        json.put("deployerWindows", WindowText.json(model.getDeployerWindowsList()));
        json.put("replicasBeforeStop", Absent.nullIfZero(model.getReplicasBeforeStop()));
        json.put("image", wanted.getDeployment().getImage());
        json.put("runningImage", Absent.nullIfEmpty(model.getReport().getImage()));
        json.put("url", Absent.nullIfEmpty(model.getUrl()));
        json.putAll(settings(wanted));
        json.put("canary", new CanaryView(model).json());
        json.put("revision", wanted.getRevision());
        json.put("reportedRevision", model.getReport().getRevision());
        json.put("createdAt", Absent.nullIfNever(model.getCreatedAt()));
        json.put("updatedAt", Absent.nullIfNever(model.getUpdatedAt()));
        json.put("reportedAt", Absent.nullIfNever(model.getReport().getReceivedAt()));
        json.put("deployerSeenAt", Absent.nullIfNever(model.getDeployerSeenAt()));
        return json;
    }

    /** Returns what was wanted in a generation. */
    static Map<String, Object> wanted(Deployment wanted) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", wanted.getId());
        json.put("name", wanted.getName());
        json.put("namespace", wanted.getNamespace());
        json.put("replicas", wanted.getDeployment().getReplicas());
        json.put("image", wanted.getDeployment().getImage());
        json.putAll(settings(wanted));
        return json;
    }

    /** Returns what is wanted beside the image and the replicas. */
    private static Map<String, Object> settings(Deployment wanted) {
        var json = new LinkedHashMap<String, Object>();
        json.put("modelPort", modelPort(wanted));
        json.put(
                "servicePorts",
                wanted.getService().getPortsList().stream()
                        .map(DeploymentJson::servicePort)
                        .toList());
        json.putAll(new PodView(wanted.getDeployment()).json());
        json.put("serviceType", serviceType(wanted));
        new IngressView(wanted.getIngress()).addTo(json);
        json.put("classes", Absent.nullIfEmpty(classes(wanted)));
        json.put("proxyImage", Absent.nullIfEmpty(wanted.getMetrics().getImage()));
        json.putAll(proxy(wanted.getMetrics()));
        json.put("maintenanceWindows", WindowText.json(wanted.getMaintenanceWindowsList()));
        json.put("serviceAccountToken", wanted.getDeployment().getServiceAccountToken());
        json.put("privilegeEscalation", wanted.getDeployment().getPrivilegeEscalation());
        json.put("unconfined", wanted.getDeployment().getUnconfined());
        json.put("labels", new TreeMap<>(wanted.getLabelsMap()));
        json.put("minAvailable", Absent.nullIfEmpty(wanted.getDeployment().getMinAvailable()));
        json.put("autoscaling", new AutoscalingView(wanted.getDeployment().getAutoscaling()).json());
        json.put("restartedAt", Absent.nullIfEmpty(wanted.getDeployment().getRestartedAt()));
        return json;
    }

    private static Map<String, Object> proxy(MetricsSpec metrics) {
        var json = new LinkedHashMap<String, Object>();
        json.put("proxyMemoryMib", Absent.nullIfZero(metrics.getMemoryMib()));
        json.put("servedName", Absent.nullIfEmpty(metrics.getServedName()));
        json.put("modelMetricsPath", Absent.nullIfEmpty(metrics.getModelMetricsPath()));
        json.put("modelMetricsPort", Absent.nullIfZero(metrics.getModelMetricsPort()));
        json.put("recordUrl", Absent.nullIfEmpty(metrics.getRecordUrl()));
        json.put("recordPercent", Absent.nullIfZero(metrics.getRecordPercent()));
        json.put("recordMaxBytes", Absent.nullIfZero(metrics.getRecordMaxBytes()));
        return json;
    }

    /** Returns the fields and the latest events, newest first. */
    static Map<String, Object> withEvents(ModelDeployment model) {
        var json = of(model);
        json.put(
                "events",
                model.getEventsList().stream().map(DeploymentJson::event).toList());
        return json;
    }

    private static Map<String, Object> event(Event event) {
        var json = new LinkedHashMap<String, Object>();
        json.put("at", Absent.nullIfNever(event.getAt()));
        json.put("lastAt", Absent.nullIfNever(Math.max(event.getAt(), event.getLastAt())));
        json.put("count", Math.max(1, event.getCount()));
        json.put("status", DeploymentStatus.word(event).toLowerCase(Locale.ROOT));
        json.put("message", Absent.nullIfEmpty(event.getMessage()));
        return json;
    }

    private static Integer modelPort(Deployment wanted) {
        return wanted.getDeployment().getPortsCount() == 0
                ? null
                : wanted.getDeployment().getPorts(0);
    }

    private static Map<String, Object> servicePort(ServicePort port) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", port.getName());
        json.put("port", port.getPort());
        json.put("targetPort", port.getTargetPort());
        return json;
    }

    static String serviceType(Deployment wanted) {
        String type = wanted.getService().getType();
        return type.isEmpty() ? "ClusterIP" : type;
    }

    /** Returns the classes as people write them; unchanged if they are no base64. */
    static String classes(Deployment wanted) {
        String classes = wanted.getMetrics().getClasses();
        try {
            return new String(Base64.getDecoder().decode(classes), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return classes;
        }
    }
}
