package com.dotscience.deployer.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a Kubernetes API server fills in where a field is left out, as the recordings show it. */
final class ServerDefaults {

    private ServerDefaults() {}

    static void fill(ObjectNode object) {
        switch (object.path("kind").asText()) {
            case "Deployment" -> deployment(object.withObject("/spec"));
            case "Service" -> service(object.withObject("/spec"));
            default -> {}
        }
    }

    private static void deployment(ObjectNode spec) {
        missing(spec, "progressDeadlineSeconds", 600);
        missing(spec, "revisionHistoryLimit", 10);
        ObjectNode strategy = spec.withObject("/strategy");
        missing(strategy, "type", "RollingUpdate");
        if (strategy.path("type").asText().equals("RollingUpdate")) {
            missing(strategy.withObject("/rollingUpdate"), "maxSurge", "25%");
            missing(strategy.withObject("/rollingUpdate"), "maxUnavailable", "25%");
        } else if (strategy.has("rollingUpdate")) {
            throw new IllegalStateException(
                    "422: spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'");
        }
        ObjectNode pod = spec.withObject("/template/spec");
        missing(pod, "dnsPolicy", "ClusterFirst");
        missing(pod, "restartPolicy", "Always");
        missing(pod, "schedulerName", "default-scheduler");
        missing(pod, "terminationGracePeriodSeconds", 30);
        pod.withObject("/securityContext");
        pod.path("containers").forEach(container -> container((ObjectNode) container));
    }

    private static void container(ObjectNode container) {
        missing(container, "imagePullPolicy", "IfNotPresent");
        missing(container, "terminationMessagePath", "/dev/termination-log");
        missing(container, "terminationMessagePolicy", "File");
        container.withObject("/resources");
        for (String field : new String[] {"livenessProbe", "readinessProbe", "startupProbe"}) {
            if (container.path(field) instanceof ObjectNode probe) {
                missing(probe, "failureThreshold", 3);
                missing(probe, "periodSeconds", 10);
                missing(probe, "successThreshold", 1);
                missing(probe, "timeoutSeconds", 1);
                if (probe.path("httpGet") instanceof ObjectNode call) {
                    missing(call, "scheme", "HTTP");
                }
            }
        }
        if (container.at("/lifecycle/preStop/httpGet") instanceof ObjectNode call) {
            missing(call, "scheme", "HTTP");
        }
    }

    private static void service(ObjectNode spec) {
        missing(spec, "clusterIP", "10.96.85.85");
        missing(spec, "sessionAffinity", "None");
        if (spec.path("type").asText().equals("ClusterIP")) {
            spec.remove("externalTrafficPolicy");
            spec.path("ports").forEach(port -> ((ObjectNode) port).remove("nodePort"));
        } else {
            missing(spec, "externalTrafficPolicy", "Cluster");
            spec.path("ports")
                    .forEach(port -> missing(
                            (ObjectNode) port,
                            "nodePort",
                            30000 + port.path("port").asInt()));
        }
    }

    private static void missing(ObjectNode object, String field, String value) {
        if (!object.has(field)) {
            object.put(field, value);
        }
    }

    private static void missing(ObjectNode object, String field, int value) {
        if (!object.has(field)) {
            object.put(field, value);
        }
    }
}
