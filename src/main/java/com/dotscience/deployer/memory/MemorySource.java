package com.dotscience.deployer.memory;

import java.util.Optional;

/** Something that limits memory. */
@FunctionalInterface
public interface MemorySource {

    /** Returns how much is in use now; empty if there is no such limit here. */
    Optional<MemoryUse> use();
}
