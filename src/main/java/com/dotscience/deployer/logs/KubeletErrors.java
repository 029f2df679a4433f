package com.dotscience.deployer.logs;

import java.util.List;

/**
 * What a kubelet writes where a log should be. It answers before it has looked, so all it can do then is to write why it has
 * none, or no more, into a log that seems to be given: without the stamp that was asked for, and without an end of line.
 */
final class KubeletErrors {

    /** As the kubelet's {@code ReadLogs} and {@code GetContainerLogs} begin them. */
    private static final List<String> BEGINNINGS =
            List.of("unable to retrieve container logs for ", "failed to ", "rpc error: code = ");

    private KubeletErrors() {}

    /**
     * Whether it is the kubelet that says this.
     *
     * @param rest what comes after the last end of a line
     * @param stamped whether lines before it have stamps; false too if there are none
     */
    static boolean are(String rest, boolean stamped) {
        return TimestampedLine.of(rest).at().isEmpty()
                && (stamped || BEGINNINGS.stream().anyMatch(rest::startsWith));
    }
}
