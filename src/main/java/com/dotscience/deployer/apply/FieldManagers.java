package com.dotscience.deployer.apply;

import com.dotscience.deployer.plan.Change;
import com.dotscience.deployer.plan.Difference;
import com.dotscience.deployer.plan.ManagedFields;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out who changed a field after it was written, so that people know whom to ask. Informers do not keep
 * {@code managedFields}, so it reads the object once for that, in the background, because no write needs the answer.
 */
public final class FieldManagers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FieldManagers.class);

    /**
     * The name of this deployer as a field manager. The API server records also what an admission changed under the
     * name of whoever wrote.
     */
    private static final String US = "ds-deployer";

    private static final String AN_ADMISSION = "an admission";

    /** Before Kubernetes 1.22 the API server records nobody who scales, so that whoever set the field before seems to do it. */
    private static final String SCALED = "spec.replicas";

    private static final int WAITING = 1000;

    private final KubernetesClient client;
    private final Rewrites rewrites;
    private final Consumer<String> known;
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            0,
            1,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            task -> {
                Thread made = new Thread(task, "field-managers");
                made.setDaemon(true);
                return made;
            },
            // A question that finds the queue full is dropped: the name is good to know, but nothing depends on it.
            new ThreadPoolExecutor.DiscardPolicy());

    /** @param known is called with the id of the model deployment, once somebody's name is known */
    public FieldManagers(KubernetesClient client, Rewrites rewrites, Consumer<String> known) {
        this.client = client;
        this.rewrites = rewrites;
        this.known = known;
    }

    /** Asks who made a change, and returns at once. {@link Rewrites} receives the answer. */
    public void ask(Change change) {
        thread.execute(() -> find(change));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void find(Change change) {
        try {
            HasMetadata there = client.resource(change.object()).get();
            Map<Difference, String> managers = new HashMap<>();
            for (Difference difference : there == null ? List.<Difference>of() : change.differences()) {
                ManagedFields.manager(there.getMetadata().getManagedFields(), difference)
                        .ifPresent(manager -> managers.put(difference, manager));
            }
            // What this deployer has set back meanwhile is its own again, and says nothing of whoever changed it.
            if (managers.containsValue(US) && !change.isPlannedOn(there)) {
                rewrites.askAgain(change);
                return;
            }
            Map<Difference, String> names = new HashMap<>();
            managers.forEach((difference, manager) ->
                    nameOf(manager, difference).ifPresent(name -> names.put(difference, name)));
            if (!names.isEmpty()) {
                rewrites.changedBy(change, names);
                known.accept(change.id());
            }
        } catch (KubernetesClientException unheard) {
            LOG.debug("Nobody knows who changed {}: {}", change, unheard.getMessage());
        }
    }

    private static Optional<String> nameOf(String manager, Difference difference) {
        if (!US.equals(manager)) {
            return Optional.of(manager);
        }
        return SCALED.equals(difference.field()) ? Optional.empty() : Optional.of(AN_ADMISSION);
    }
}
