package com.dotscience.deployer.plan.limits;

import com.dotscience.deployer.plan.limits.Breach.What;
import java.util.stream.Stream;

/** Limits how many replicas one model deployment may have, so that none can use up the whole cluster. */
record ReplicaLimit(long most) implements Limit {

    @Override
    public Stream<Breach> breaches(Asked asked) {
        long replicas = asked.wanted().getDeployment().getReplicas();
        return replicas <= most
                ? Stream.empty()
                : Stream.of(Breach.of(
                        What.REPLICAS,
                        Long.toString(replicas),
                        "deployment.replicas",
                        "allows at most " + most,
                        "deployer.allowed.max-replicas"));
    }
}
