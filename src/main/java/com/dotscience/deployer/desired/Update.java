package com.dotscience.deployer.desired;

import com.dotscience.api.Deployment;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One piece of news about the desired state, from one source.
 *
 * <p>Revisions are the Gateway's own clock of changes; 0 where a source has none. A source's news speak of its own model
 * deployments only: a {@link Snapshot} of one source says nothing of another's.
 */
public sealed interface Update {

    /** The source of everything that the Gateway says, by stream or by list. */
    String GATEWAY = "gateway";

    /** The source of everything that is pushed to the deployer. */
    String PUSH = "push";

    /** Who says so: {@link #GATEWAY}, {@link #PUSH} or a name that an operator's own route gives. */
    String source();

    /** The same news, in which every model deployment that is wanted is as this makes it. */
    Update with(UnaryOperator<Deployment> change);

    /** A model deployment is wanted as it is here. */
    record Upsert(String source, Deployment wanted, long revision) implements Update {

        @Override
        public Upsert with(UnaryOperator<Deployment> change) {
            return new Upsert(source, change.apply(wanted), revision);
        }
    }

    /**
     * The model deployment of this id was removed: the source names it (a tombstone).
     *
     * @param awaited whether the source waits to hear that it is gone
     * @param confirmed whether a person named it alone, or confirmed how many were removed at once
     */
    record Removal(String source, String id, long revision, boolean awaited, boolean confirmed) implements Update {

        @Override
        public Removal with(UnaryOperator<Deployment> change) {
            return this;
        }
    }

    /**
     * All that a source wants, complete.
     *
     * @param wanted every model deployment the source wants
     * @param removed the tombstones the source still remembers
     * @param revision the source's clock when the list was taken; 0 if it has none
     * @param position how far the desired state had come when the list was asked for ({@link DesiredState#position()})
     * @param tombstones whether the source names what was removed, so that a silent gap is no removal
     */
    record Snapshot(
            String source,
            List<Deployment> wanted,
            List<Removal> removed,
            long revision,
            long position,
            boolean tombstones)
            implements Update {

        public Snapshot {
            wanted = List.copyOf(wanted);
            removed = List.copyOf(removed);
        }

        @Override
        public Snapshot with(UnaryOperator<Deployment> change) {
            List<Deployment> changed = wanted.stream().map(change).toList();
            return new Snapshot(source, changed, removed, revision, position, tombstones);
        }
    }
}
