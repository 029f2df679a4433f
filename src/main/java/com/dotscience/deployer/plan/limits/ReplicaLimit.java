package com.dotscience.deployer.plan.limits;

import com.dotscience.api.DeploymentSpec;
import com.dotscience.deployer.plan.limits.Breach.What;
import java.util.stream.Stream;

/** Limits how many replicas one model deployment may have, its autoscaler's too, so that none can use up the whole cluster. */
record ReplicaLimit(long most) implements Limit {

    @Override
    public Stream<Breach> breaches(Asked asked) {
        DeploymentSpec model = asked.wanted().getDeployment();
        return Stream.of(
                        breach(What.REPLICAS, model.getReplicas(), "deployment.replicas"),
                        breach(
                                What.MAX_REPLICAS,
                                model.getAutoscaling().getMaxReplicas(),
                                "deployment.autoscaling.max_replicas"))
                .flatMap(breaches -> breaches);
    }

    private Stream<Breach> breach(What what, long replicas, String field) {
        return replicas <= most
                ? Stream.empty()
                : Stream.of(Breach.of(
                        what,
                        Long.toString(replicas),
                        field,
                        "allows at most " + most,
                        "deployer.allowed.max-replicas"));
    }
}
