package com.dotscience.gateway.logs;

import io.grpc.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/**
 * The calls by which deployers send log lines. A deployer may have only as many that have not yet said which request they serve as
 * it has requests to serve; beyond that the oldest are ended, so that a deployer cannot pile up calls.
 */
final class LogUploads {
    private final LogExchanges exchanges;
    private final Set<LogUpload> open = ConcurrentHashMap.newKeySet();
    // By deployer, in the order in which the calls arrived.
    private final Map<String, List<LogUpload>> unassigned = new ConcurrentHashMap<>();

    LogUploads(LogExchanges exchanges) {
        this.exchanges = exchanges;
    }

    void add(LogUpload upload) {
        open.add(upload);
        unassigned.compute(upload.deployerId(), (id, waiting) -> {
            List<LogUpload> uploads = waiting == null ? new CopyOnWriteArrayList<>() : waiting;
            uploads.add(upload);
            return uploads;
        });
        dismissOldest(upload.deployerId());
    }

    private void dismissOldest(String deployerId) {
        long allowed = exchanges.countUnserved(deployerId);
        List<LogUpload> waiting = List.copyOf(unassigned.getOrDefault(deployerId, List.of()));
        waiting.subList(0, (int) Math.max(0, waiting.size() - allowed)).forEach(LogUpload::dismiss);
    }

    /** Returns the request that an upload says it serves; empty if there is none that its deployer may serve. */
    Optional<LogExchange> assign(LogUpload upload, String id) {
        removeUnassigned(upload);
        return exchanges.find(id, upload.deployerId());
    }

    private void removeUnassigned(LogUpload upload) {
        unassigned.computeIfPresent(upload.deployerId(), (id, uploads) -> {
            uploads.remove(upload);
            return uploads.isEmpty() ? null : uploads;
        });
    }

    void remove(LogUpload upload) {
        removeUnassigned(upload);
        open.remove(upload);
    }

    void forEachToken(BiConsumer<String, String> action) {
        open.forEach(upload -> action.accept(upload.deployerId(), upload.token()));
    }

    /** Ends the uploads of a deployer that were opened with tokens of these hashes. */
    void end(String deployerId, Set<String> tokens, Status why) {
        open.stream()
                .filter(upload -> upload.deployerId().equals(deployerId) && tokens.contains(upload.token()))
                .forEach(upload -> upload.end(why));
    }
}
