package com.dotscience.deployer.states;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything at one moment.
 *
 * @param truth what the Gateway wants now
 * @param before what it wanted before the latest change of that
 * @param armed what happens to the next request that writes an object of the first model deployment
 * @param admission whether an admission rewrites that object with each write
 * @param held whether the cluster's owner holds every write
 * @param lease what the Lease says; null if there is none
 * @param answered what each process was answered last of the objects that it wrote
 * @param lately what was written, or failed, at this moment
 */
record World(
        ApiServer.State cluster,
        Truth truth,
        Truth before,
        Optional<Event> armed,
        boolean admission,
        boolean held,
        Instant now,
        Object lease,
        Map<String, Rules.Answered> answered,
        Set<String> lately,
        List<Process> processes) {

    /**
     * One process of a deployer.
     *
     * @param number which of those that followed one another it is
     * @param memory all that it remembers
     * @param shown what its watches have shown it
     * @param version how far they have come
     * @param isStale whether they stand still
     * @param isDeaf whether the Gateway's next news do not reach it
     * @param asked the position of its desired state before the Gateway's latest change
     */
    record Process(
            boolean isRunning,
            int number,
            Object[] memory,
            Map<String, HasMetadata> shown,
            String version,
            boolean isStale,
            boolean isDeaf,
            long asked,
            Heard heard) {}
}
