package com.dotscience.deployer.plan.limits;

import java.util.stream.Stream;

/** One of the limits that the cluster's owner sets. Each finds its own breaches, so that a new limit changes no other. */
interface Limit {

    Stream<Breach> breaches(Asked asked);
}
