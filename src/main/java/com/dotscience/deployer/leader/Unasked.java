package com.dotscience.deployer.leader;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** That of a deployer which asks for no Lease. */
record Unasked(Optional<String> lease) implements Leadership {

    @Override
    public Optional<String> standingBy() {
        return Optional.empty();
    }

    @Override
    public Optional<String> trouble() {
        return Optional.empty();
    }

    @Override
    public Optional<String> alone() {
        return Optional.empty();
    }

    @Override
    public void onTakeOver(Runnable listener) {
        // It has always been the one.
    }

    @Override
    public void handOver(Supplier<String> decisions, Consumer<String> successor) {
        // Nobody leads next.
    }

    @Override
    public void recordSoon() {
        // Nobody reads it.
    }
}
