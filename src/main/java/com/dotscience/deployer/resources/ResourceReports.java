package com.dotscience.deployer.resources;

import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.deployer.cluster.informer.ResourceInformers;
import com.dotscience.deployer.status.Reports;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.camel.Body;

/** The steps of routes by which reports become the status of resources, and the last one takes the finalizer off. */
public final class ResourceReports {

    private final Reports reports;
    private final Optional<ResourceInformers> resources;
    private final ResourceWrites writes;
    private final Clock clock;

    /** @param resources empty if none is read */
    public ResourceReports(Reports reports, Optional<ResourceInformers> resources, ResourceWrites writes, Clock clock) {
        this.reports = reports;
        this.resources = resources;
        this.writes = writes;
        this.clock = clock;
    }

    /** Returns the reports that are due to be written. */
    public List<UpdateDeploymentRequest> due() {
        return reports.due();
    }

    /**
     * Writes one report to the resource that it is about.
     *
     * @throws KubernetesClientException if the API server does not take it; it is written again later
     */
    public void write(@Body UpdateDeploymentRequest report) {
        try {
            resources.flatMap(all -> all.withId(report.getId())).ifPresent(resource -> write(report, resource));
        } catch (KubernetesClientException e) {
            reports.refused(report);
            throw e;
        }
        reports.sent(report);
    }

    private void write(UpdateDeploymentRequest report, GenericKubernetesResource resource) {
        String namespace = resource.getMetadata().getNamespace();
        String name = resource.getMetadata().getName();
        if (report.getGone()) {
            writes.release(namespace, name);
            return;
        }
        Map<?, ?> before =
                resource.getAdditionalProperties().get("status") instanceof Map<?, ?> status ? status : Map.of();
        Map<String, Object> status = ResourceStatus.of(report, before, clock.instant());
        if (!isThere(status, before)) {
            writes.status(namespace, name, status);
        }
    }

    /** What was read may have other types of numbers, and more fields. */
    private static boolean isThere(Object wanted, Object there) {
        if (wanted instanceof Map<?, ?> map) {
            return there instanceof Map<?, ?> other
                    && map.entrySet().stream().allMatch(entry -> isThere(entry.getValue(), other.get(entry.getKey())));
        }
        if (wanted instanceof List<?> list) {
            return there instanceof List<?> other
                    && list.size() == other.size()
                    && IntStream.range(0, list.size()).allMatch(i -> isThere(list.get(i), other.get(i)));
        }
        return wanted instanceof Number number
                ? there instanceof Number other && number.longValue() == other.longValue()
                : Objects.equals(wanted, there);
    }
}
