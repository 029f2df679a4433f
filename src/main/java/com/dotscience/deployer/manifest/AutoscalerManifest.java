package com.dotscience.deployer.manifest;

import com.dotscience.api.Autoscaling;
import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpecBuilder;
import java.util.Optional;

/** Builds the HorizontalPodAutoscaler, which says how many pods run. */
public final class AutoscalerManifest {

    public static final String KIND = "HorizontalPodAutoscaler";

    /** The gauge of the model-proxy that a metrics adapter offers for each pod. */
    public static final String IN_FLIGHT = "model_proxy_requests_in_flight";

    /** The versions that the deployer can make, the newest first. */
    public static final String NEWEST = "autoscaling/v2";

    public static final String OLDER = "autoscaling/v2beta2";

    /** It knows no other goal than processors. */
    public static final String OLDEST = "autoscaling/v1";

    private AutoscalerManifest() {}

    /** Says whether an autoscaler is asked for. */
    public static boolean isWanted(Deployment wanted) {
        return wanted.getDeployment().getAutoscaling().getMaxReplicas() > 0;
    }

    /** Returns with how many replicas the autoscaler begins; 0 where they are stopped. */
    static long replicas(DeploymentSpec asked) {
        Autoscaling scaling = asked.getAutoscaling();
        return scaling.getMaxReplicas() == 0 || asked.getReplicas() == 0
                ? asked.getReplicas()
                : Math.max(min(scaling), Math.min(asked.getReplicas(), scaling.getMaxReplicas()));
    }

    /** Returns why what is asked for cannot be said in this version, for people; empty if it can. */
    static Optional<String> impossible(Deployment wanted, String apiVersion) {
        return apiVersion.equals(OLDEST)
                        && wanted.getDeployment().getAutoscaling().getRequestsInFlight() > 0
                ? Optional.of("This cluster serves HorizontalPodAutoscalers in " + OLDEST
                        + " alone, which cannot go by requests in flight: ask for a share of the processors")
                : Optional.empty();
    }

    /**
     * Returns the autoscaler.
     *
     * @param apiVersion one of those above
     * @throws InvalidModelDeploymentException if there is nothing that it goes by: Kubernetes would choose something
     */
    static HasMetadata of(Deployment wanted, ObjectMeta metadata, String apiVersion) {
        Autoscaling scaling = wanted.getDeployment().getAutoscaling();
        if (scaling.getCpuPercent() <= 0 && scaling.getRequestsInFlight() <= 0) {
            throw new InvalidModelDeploymentException(
                    "deployment.autoscaling", "needs something to go by: cpu_percent, or requests_in_flight");
        }
        return switch (apiVersion) {
            case NEWEST -> newest(scaling, metadata);
            case OLDER -> older(scaling, metadata);
            default -> oldest(scaling, metadata);
        };
    }

    private static HasMetadata newest(Autoscaling scaling, ObjectMeta metadata) {
        var spec = new HorizontalPodAutoscalerBuilder()
                .withMetadata(metadata)
                .withNewSpec()
                .withNewScaleTargetRef("apps/v1", "Deployment", metadata.getName())
                .withMinReplicas(min(scaling))
                .withMaxReplicas(scaling.getMaxReplicas());
        // An API server that stores version 1 gives processors last.
        if (scaling.getRequestsInFlight() > 0) {
            spec.addToMetrics(inFlight(scaling.getRequestsInFlight()));
        }
        if (scaling.getCpuPercent() > 0) {
            spec.addToMetrics(processors(scaling.getCpuPercent()));
        }
        return spec.endSpec().build();
    }

    private static MetricSpec processors(int percent) {
        return new MetricSpecBuilder()
                .withType("Resource")
                .withNewResource()
                .withName("cpu")
                .withNewTarget()
                .withType("Utilization")
                .withAverageUtilization(percent)
                .endTarget()
                .endResource()
                .build();
    }

    private static MetricSpec inFlight(int requests) {
        return new MetricSpecBuilder()
                .withType("Pods")
                .withNewPods()
                .withNewMetric()
                .withName(IN_FLIGHT)
                .endMetric()
                .withNewTarget()
                .withType("AverageValue")
                .withAverageValue(new Quantity(Integer.toString(requests)))
                .endTarget()
                .endPods()
                .build();
    }

    /** The same in the version before. */
    private static HasMetadata older(Autoscaling scaling, ObjectMeta metadata) {
        var spec = new io.fabric8.kubernetes.api.model.autoscaling.v2beta2.HorizontalPodAutoscalerBuilder()
                .withMetadata(metadata)
                .withNewSpec()
                .withNewScaleTargetRef("apps/v1", "Deployment", metadata.getName())
                .withMinReplicas(min(scaling))
                .withMaxReplicas(scaling.getMaxReplicas());
        if (scaling.getRequestsInFlight() > 0) {
            spec.addNewMetric()
                    .withType("Pods")
                    .withNewPods()
                    .withNewMetric()
                    .withName(IN_FLIGHT)
                    .endMetric()
                    .withNewTarget()
                    .withType("AverageValue")
                    .withAverageValue(new Quantity(Integer.toString(scaling.getRequestsInFlight())))
                    .endTarget()
                    .endPods()
                    .endMetric();
        }
        if (scaling.getCpuPercent() > 0) {
            spec.addNewMetric()
                    .withType("Resource")
                    .withNewResource()
                    .withName("cpu")
                    .withNewTarget()
                    .withType("Utilization")
                    .withAverageUtilization(scaling.getCpuPercent())
                    .endTarget()
                    .endResource()
                    .endMetric();
        }
        return spec.endSpec().build();
    }

    private static HasMetadata oldest(Autoscaling scaling, ObjectMeta metadata) {
        return new io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscalerBuilder()
                .withMetadata(metadata)
                .withNewSpec()
                .withNewScaleTargetRef("apps/v1", "Deployment", metadata.getName())
                .withMinReplicas(min(scaling))
                .withMaxReplicas(scaling.getMaxReplicas())
                .withTargetCPUUtilizationPercentage(scaling.getCpuPercent() > 0 ? scaling.getCpuPercent() : null)
                .endSpec()
                .build();
    }

    private static int min(Autoscaling scaling) {
        return Math.max(1, scaling.getMinReplicas());
    }
}
