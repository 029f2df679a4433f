package com.dotscience.deployer.logs;

import com.dotscience.api.Deployment;
import com.dotscience.api.LogsRequest;
import com.dotscience.deployer.manifest.ObjectName;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.Body;

/** Answers log requests, by reading from the API server. */
public final class PodLogs {

    private final KubernetesClient client;
    private final Function<String, Optional<Deployment>> wanted;

    /** @param wanted finds a wanted model deployment by its id */
    public PodLogs(KubernetesClient client, Function<String, Optional<Deployment>> wanted) {
        this.client = client;
        this.wanted = wanted;
    }

    /** Returns what the pods write; if nothing can be read, the answer says why. */
    public LogSource read(@Body LogsRequest request) {
        Optional<Deployment> deployment = wanted.apply(request.getDeploymentId());
        if (deployment.isEmpty()) {
            return LogSource.refusing(
                    request, "this deployer knows no model deployment " + request.getDeploymentId() + " (yet)");
        }
        LogReader.Place place =
                new LogReader.Place(ObjectName.of(deployment.get()).namespace(), request.getDeploymentId());
        try {
            return request.getFollow()
                    ? new FollowedLogs(
                            client,
                            request,
                            place,
                            () -> wanted.apply(place.id()).isPresent())
                    : once(request, place);
        } catch (KubernetesClientException e) {
            return LogSource.refusing(
                    request,
                    ReadFailure.of("pods in namespace " + place.namespace(), e).why());
        }
    }

    private LogSource once(LogsRequest request, LogReader.Place place) {
        return new CurrentLogs(
                client,
                request,
                place,
                client
                        .pods()
                        .inNamespace(place.namespace())
                        .withLabel(place.label(), place.id())
                        .list()
                        .getItems()
                        .stream()
                        .filter(place::isOf)
                        .toList());
    }

    /** Returns the answer that says that too many logs are being read at the same time. */
    public LogSource tooMany(@Body LogsRequest request) {
        return LogSource.refusing(
                request, "this deployer is sending as many logs as it may (deployer.logs.streams): end one first");
    }
}
