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
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out who changed what was written. Informers do not keep {@code managedFields}, so the object is read once for it, in
 * the background: nothing waits for what is only good to know.
 */
public final class FieldManagers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FieldManagers.class);

    /** As the client names itself; what an admission changes stands under the name of whoever wrote. */
    private static final String US = "ds-deployer";

    private static final String AN_ADMISSION = "an admission";

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
            // Whoever comes then stays unnamed.
            new ThreadPoolExecutor.DiscardPolicy());

    /** @param known is given the id of the model deployment, once there is something to say */
    public FieldManagers(KubernetesClient client, Rewrites rewrites, Consumer<String> known) {
        this.client = client;
        this.rewrites = rewrites;
        this.known = known;
    }

    /** Returns at once; {@link Rewrites} learns it. */
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
                        .ifPresent(manager -> managers.put(difference, US.equals(manager) ? AN_ADMISSION : manager));
            }
            if (!managers.isEmpty()) {
                rewrites.changedBy(change, managers);
                known.accept(change.id());
            }
        } catch (KubernetesClientException unheard) {
            LOG.debug("Nobody knows who changed {}: {}", change, unheard.getMessage());
        }
    }
}
