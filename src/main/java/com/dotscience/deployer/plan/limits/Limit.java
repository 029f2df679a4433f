package com.dotscience.deployer.plan.limits;

import java.util.stream.Stream;

/** One of the owner's limits. */
interface Limit {

    Stream<Breach> breaches(Asked asked);
}
