package com.dotscience.system.soak;

import java.util.ArrayList;
import java.util.List;

/**
 * What a process holds.
 *
 * @param files open ones, connections included
 * @param connections sockets
 * @param heapKibibytes of objects that are in use
 */
record Footprint(int threads, int files, int connections, long heapKibibytes) {

    /** Threads and connections come and go with what is under way. */
    private static final int SOME = 4;

    /** Caches and queues are not always equally full. */
    private static final long SOME_KIBIBYTES = 4 << 10;

    /** What there is more of than there was, beyond what comes and goes. */
    List<String> growth(Footprint before) {
        List<String> grown = new ArrayList<>();
        note(grown, "threads", before.threads, threads, SOME);
        note(grown, "open files", before.files, files, SOME);
        note(grown, "connections", before.connections, connections, SOME);
        note(grown, "KiB of heap", before.heapKibibytes, heapKibibytes, before.heapKibibytes / 10 + SOME_KIBIBYTES);
        return grown;
    }

    private static void note(List<String> grown, String what, long before, long now, long some) {
        if (now > before + some) {
            grown.add(before + " " + what + " became " + now);
        }
    }
}
