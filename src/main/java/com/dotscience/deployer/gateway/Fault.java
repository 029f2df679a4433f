package com.dotscience.deployer.gateway;

import com.dotscience.text.Causes;
import io.grpc.Status;
import javax.net.ssl.SSLException;

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
        String said = status.getCause() == null ? status.getDescription() : root(status.getCause());
        // Redacted before it is cut: half a token is a secret too.
        String words = oneLine(credentials.redact(said == null ? "" : said));
        return new Fault(status.getCode(), words.isEmpty() ? status.getCode().name() : words);
    }

    /** The Gateway does not know this token: nothing helps but another one. */
    boolean refused() {
        return code == Status.Code.UNAUTHENTICATED || code == Status.Code.PERMISSION_DENIED;
    }

    /** gRPC's own words for a connection that fails are "io exception"; what happened is at the root. */
    private static String root(Throwable failure) {
        boolean tls = Causes.first(SSLException.class, failure).isPresent();
        return (tls ? "no TLS with it (does it speak TLS, and is its CA trusted here?): " : "") + Causes.root(failure);
    }

    private static String oneLine(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        String sentence = line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
        return sentence.length() > LONGEST ? sentence.substring(0, LONGEST) + "…" : sentence;
    }
}
