package com.dotscience.deployer.memory;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Objects;
import java.util.Optional;

/**
 * What was left of the heap when Java last cleaned up, because what it holds before that says nothing: Java lets garbage lie until
 * it needs the room.
 */
public final class HeapMemory implements MemorySource {

    private static final String WHAT = "that its heap may take";

    @Override
    public Optional<MemoryUse> use() {
        long kept = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .filter(Objects::nonNull)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
        return Optional.of(new MemoryUse(WHAT, kept, Runtime.getRuntime().maxMemory()));
    }
}
