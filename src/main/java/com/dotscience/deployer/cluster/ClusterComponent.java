package com.dotscience.deployer.cluster;

import com.dotscience.deployer.cluster.informer.ResourceInformers;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.TimeUtils;

/**
 * The component {@code cluster:}. {@code from: cluster:events} gets an exchange for every model deployment of which
 * something changed in the cluster: the body is its id, the header {@link #EVENT} is {@link #CHANGED}, or
 * {@link #PODS_CHANGED} where only its pods did, which is news of how it is and nothing to plan for. The first exchange,
 * when everything is known, has no body, and the header is {@link #SYNCED}: everything is to be planned now. Events are
 * processed one at a time; those of one id become one while they wait, which they do for as long as {@code settle} says
 * (such as {@code 250ms}; by default not at all).
 *
 * <p>{@code from: cluster:resources} gets one in the same way for each resource {@code ModelDeployment} of which more than the status
 * changed, with {@code namespace/name} as body; only where the component reads them.
 *
 * <p>Informers start and stop with the component, not with the route, which so can be replaced at run time; the new one
 * gets {@link #SYNCED} again.
 */
public final class ClusterComponent extends DefaultComponent {

    /** The header that says what happened: {@link #CHANGED}, {@link #PODS_CHANGED} or {@link #SYNCED}. */
    public static final String EVENT = "CamelClusterEvent";

    public static final String CHANGED = "changed";

    public static final String PODS_CHANGED = "pods-changed";

    public static final String SYNCED = "synced";

    private static final String EVENTS = "events";
    private static final String RESOURCES = "resources";
    private static final String SETTLE = "settle";

    private final Observation observation;

    /**
     * @param client stays the caller's to close
     * @param namespaces to observe; empty for all
     */
    public ClusterComponent(KubernetesClient client, Collection<String> namespaces) {
        this(client, namespaces, false, Optional::empty);
    }

    /**
     * @param client stays the caller's to close
     * @param namespaces to observe; empty for all
     * @param resources whether the resources ModelDeployment are read too
     * @param unanswered returns what keeps requests of the client from an answer; empty while they are answered
     */
    public ClusterComponent(
            KubernetesClient client,
            Collection<String> namespaces,
            boolean resources,
            Supplier<Optional<String>> unanswered) {
        this.observation = new Observation(client, namespaces, resources, unanswered);
    }

    /** The resources ModelDeployment; empty if none is read. */
    public Optional<ResourceInformers> resources() {
        return observation.resources();
    }

    /** What is observed. It is empty until the component has started. */
    public ObservedState observed() {
        return observation.observed();
    }

    /** Why the API server is not heard, a sentence for people; empty while it is. */
    public Optional<String> trouble() {
        return observation.connection().trouble();
    }

    /** By kind, how often its objects were all listed again, because a watch could not go on from where it had ended. */
    public Map<String, LongSupplier> relists() {
        return observation.relists();
    }

    /** Calls the listener with each id whose pods changed, whatever a route does about it, on threads that it must not block. */
    public void onPodsChanged(Consumer<String> listener) {
        observation.add(new ClusterListener() {
            @Override
            public void synced() {}

            @Override
            public void changed(String id) {}

            @Override
            public void podsChanged(String id) {
                listener.accept(id);
            }
        });
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        if (!EVENTS.equals(remaining) && !RESOURCES.equals(remaining)) {
            throw new IllegalArgumentException(
                    "cluster:" + remaining + " is unknown; there are cluster:" + EVENTS + " and cluster:" + RESOURCES);
        }
        String settle = getAndRemoveParameter(parameters, SETTLE, String.class, "0");
        ClusterEvents events = EVENTS.equals(remaining) ? observation : observation.resourceEvents();
        return new ClusterEndpoint(uri, this, remaining, events, duration(settle));
    }

    private static Duration duration(String settle) {
        try {
            return Duration.ofMillis(TimeUtils.toMilliSeconds(settle));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // The cause is left out: people get to see the innermost message, and that of the cause says less.
            throw new IllegalArgumentException(
                    SETTLE + " must be a duration such as 250ms or 2s, but is '" + settle + "'");
        }
    }

    /** Starts the informers before Camel starts the component: both take their time, and so take it side by side. */
    public void observe() {
        observation.start();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        observe();
    }

    @Override
    protected void doStop() throws Exception {
        observation.close();
        super.doStop();
    }
}
