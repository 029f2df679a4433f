package com.dotscience.deployer.gateway;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The operations of {@code gateway:}. Each has the name by which a route calls it. */
enum Operation {
    STREAM_DEPLOYMENTS("streamDeployments"),
    LIST("list"),
    UPDATE_DEPLOYMENT("updateDeployment"),
    STREAM_LOG_REQUESTS("streamLogRequests"),
    SEND_LOGS("sendLogs"),
    STREAM_DRY_RUNS("streamDryRuns"),
    SEND_DRY_RUN("sendDryRun");

    private final String uriName;

    Operation(String uriName) {
        this.uriName = uriName;
    }

    static Operation of(String uriName) {
        return Arrays.stream(values())
                .filter(operation -> operation.uriName.equals(uriName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "gateway:" + uriName + ": no such operation; there are " + uriNames()));
    }

    private static String uriNames() {
        return Arrays.stream(values()).map(operation -> operation.uriName).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return uriName;
    }
}
