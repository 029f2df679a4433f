package com.dotscience.deployer.gateway;

import io.grpc.Status;

/**
 * Why a call or the connection failed, in words for people.
 *
 * @param code what kind of failure
 * @param words one line, without the token
 */
record Fault(Status.Code code, String words) {

    private static final int LONGEST = 300;

    static Fault of(Throwable failure, TokenCredentials credentials) {
        Status status = Status.fromThrowable(failure);
        String said = firstLine(status.getCause() == null ? status.getDescription() : rootMessage(status));
        return new Fault(status.getCode(), credentials.redact(said.isEmpty() ? status.getCode() + "" : said));
    }

    /** The Gateway does not know this token: nothing helps but another one. */
    boolean refused() {
        return code == Status.Code.UNAUTHENTICATED || code == Status.Code.PERMISSION_DENIED;
    }

    /** gRPC's own words for a connection that fails are "io exception"; what happened is at the root. */
    private static String rootMessage(Status status) {
        Throwable root = status.getCause();
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? status.getDescription() : root.getMessage();
    }

    private static String firstLine(String text) {
        String line = text == null ? "" : text.strip().lines().findFirst().orElse("");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
