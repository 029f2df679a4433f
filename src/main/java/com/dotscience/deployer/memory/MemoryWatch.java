package com.dotscience.deployer.memory;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns before memory runs out: a process that takes more than its container may is killed without a word. The log says it once,
 * and again only if there was more room in between. Thread-safe.
 */
public final class MemoryWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MemoryWatch.class);
    private static final double NEARLY_FULL = 0.9;
    private static final double ROOM_AGAIN = 0.8;
    private static final long SECONDS_BETWEEN_LOOKS = 10;

    private final List<MemorySource> sources;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "memory");
        thread.setDaemon(true);
        return thread;
    });
    private boolean warned;

    /** @param sources at least one of which always has a limit */
    public MemoryWatch(List<MemorySource> sources) {
        this.sources = List.copyOf(sources);
    }

    /** Looks every few seconds from now on. */
    public void start() {
        scheduler.scheduleWithFixedDelay(this::look, 0, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
    }

    /** Returns how much is in use of the limit that is nearest. */
    public MemoryUse use() {
        return sources.stream()
                .map(MemorySource::use)
                .flatMap(Optional::stream)
                .max(Comparator.comparingDouble(MemoryUse::share))
                .orElseThrow();
    }

    /** Returns what is wrong, a sentence for people; empty while less than nine tenths are in use. */
    public Optional<String> trouble() {
        return Optional.of(use()).filter(use -> use.share() >= NEARLY_FULL).map(MemoryWatch::sentence);
    }

    private static String sentence(MemoryUse use) {
        return "The deployer uses " + use + ": give its container a larger memory limit, or it may be ended soon;"
                + " models keep running";
    }

    synchronized void look() {
        MemoryUse use = use();
        if (use.share() >= NEARLY_FULL && !warned) {
            warned = true;
            LOG.warn(sentence(use));
        } else if (use.share() < ROOM_AGAIN) {
            warned = false;
        }
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
