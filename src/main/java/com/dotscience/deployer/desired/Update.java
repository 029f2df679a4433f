package com.dotscience.deployer.desired;

import com.dotscience.api.Deployment;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A change of the desired state, from one source.
 *
 * <p>A revision counts the Gateway's changes; it is 0 if a source has none. An update concerns only the model
 * deployments of its own source, so a {@link Snapshot} of one source removes nothing of another.
 */
public sealed interface Update {

    /** The source of everything that the Gateway says, by stream or by list. */
    String GATEWAY = "gateway";

    /** The source of everything that is pushed to the deployer. */
    String PUSH = "push";

    /** The source of the resources {@code ModelDeployment} that people keep in the cluster itself. */
    String RESOURCES = "resources";

    /** Returns the source: {@link #GATEWAY}, {@link #PUSH}, {@link #RESOURCES} or a name that an operator's own route gives. */
    String source();

    /** Returns the same update, in which the function has changed every wanted model deployment. */
    Update with(UnaryOperator<Deployment> change);

    /**
     * Says that a model deployment is wanted in this form.
     *
     * @param refusal why it cannot be made in this form, a sentence for people; empty if it can. What is there already stays
     *     then as it is
     */
    record Upsert(String source, Deployment wanted, long revision, String refusal) implements Update {

        public Upsert(String source, Deployment wanted, long revision) {
            this(source, wanted, revision, "");
        }

        @Override
        public Upsert with(UnaryOperator<Deployment> change) {
            return new Upsert(source, change.apply(wanted), revision, refusal);
        }
    }

    /**
     * Says that the model deployment of this id was removed: the source names it (a tombstone).
     *
     * @param awaited whether the source waits to be told that its objects are gone
     * @param confirmed whether a person named it alone, or confirmed how many were removed at once
     */
    record Removal(String source, String id, long revision, boolean awaited, boolean confirmed) implements Update {

        @Override
        public Removal with(UnaryOperator<Deployment> change) {
            return this;
        }
    }

    /**
     * A complete list of what a source wants. An id that it lacks may have been removed.
     *
     * @param wanted every model deployment the source wants
     * @param removed the tombstones the source still remembers
     * @param revision the source's revision when the list was made; 0 if it has none
     * @param position the position of the desired state when the list was asked for ({@link DesiredState#position()})
     * @param tombstones whether the source names what was removed, so that an id that is only missing is not removed
     * @param refused by id, why a wanted model deployment cannot be made, as {@link Upsert} has it
     */
    record Snapshot(
            String source,
            List<Deployment> wanted,
            List<Removal> removed,
            long revision,
            long position,
            boolean tombstones,
            Map<String, String> refused)
            implements Update {

        public Snapshot {
            wanted = List.copyOf(wanted);
            removed = List.copyOf(removed);
            refused = Map.copyOf(refused);
        }

        public Snapshot(
                String source,
                List<Deployment> wanted,
                List<Removal> removed,
                long revision,
                long position,
                boolean tombstones) {
            this(source, wanted, removed, revision, position, tombstones, Map.of());
        }

        @Override
        public Snapshot with(UnaryOperator<Deployment> change) {
            List<Deployment> changed = wanted.stream().map(change).toList();
            return new Snapshot(source, changed, removed, revision, position, tombstones, refused);
        }
    }
}
