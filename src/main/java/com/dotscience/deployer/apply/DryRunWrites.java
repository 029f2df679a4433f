package com.dotscience.deployer.apply;

import com.dotscience.deployer.plan.Action;
import com.dotscience.deployer.plan.Change;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;

/**
 * Has the API server try changes by its dry run: it authorizes, defaults, validates and admits as it always does, and stores nothing.
 */
public final class DryRunWrites {

    private final KubernetesClient client;

    public DryRunWrites(KubernetesClient client) {
        this.client = client;
    }

    /**
     * What came of a try.
     *
     * @param stored what would be stored; empty if it was refused, or if nothing would be left
     * @param refusal why the change would be refused, for people; empty if it would not
     */
    public record Answer(Optional<HasMetadata> stored, Optional<String> refusal) {}

    public Answer write(Change change) {
        ObjectOperation operation = change.action() == Action.CREATE
                ? ObjectOperation.CREATE
                : change.action() == Action.DELETE ? ObjectOperation.DELETE : ObjectOperation.PATCH;
        try {
            return new Answer(
                    Optional.ofNullable(operation.dryRun(client, change.object(), change.patch())), Optional.empty());
        } catch (KubernetesClientException e) {
            return new Answer(Optional.empty(), Optional.of(WriteFailure.of(e).message()));
        }
    }
}
