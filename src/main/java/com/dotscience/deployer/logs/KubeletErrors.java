package com.dotscience.deployer.logs;

import java.util.List;

/**
 * Recognizes errors that a kubelet writes where a log should be. A kubelet answers 200 before it has opened the log, so
 * it writes a later error into the log itself: without the timestamp that was asked for, and without an end of line.
 */
final class KubeletErrors {

    /** The beginnings of the errors that the kubelet's {@code ReadLogs} and {@code GetContainerLogs} write. */
    private static final List<String> BEGINNINGS =
            List.of("unable to retrieve container logs for ", "failed to ", "rpc error: code = ");

    private KubeletErrors() {}

    /**
     * Returns whether the kubelet wrote this text, and not the container.
     *
     * @param rest what comes after the last end of a line
     * @param stamped whether lines before it have timestamps; false also if there are no such lines
     */
    static boolean are(String rest, boolean stamped) {
        return TimestampedLine.of(rest).at().isEmpty()
                && (stamped || BEGINNINGS.stream().anyMatch(rest::startsWith));
    }
}
