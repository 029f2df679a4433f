package com.dotscience.deployer.gateway;

import com.dotscience.text.Causes;
import io.grpc.Status;
import javax.net.ssl.SSLException;

/**
 * The reason why a call or the connection failed, in words for people. The log and the status show it, so it never
 * contains the token.
 *
 * @param code what kind of failure
 * @param message one line, without the token
 */
record CallFailure(Status.Code code, String message) {

    private static final int LONGEST = 300;

    /** How gRPC says it. Nothing but its words tells it from other failures. */
    private static final String SILENCE = "Keepalive failed";

    static CallFailure of(Throwable failure, TokenCredentials credentials) {
        Status status = Status.fromThrowable(failure);
        String text = status.getCause() == null ? status.getDescription() : root(status.getCause());
        // The token is redacted before the text is cut, because half a token is a secret too.
        String message = oneLine(credentials.redact(text == null ? "" : text));
        return new CallFailure(
                status.getCode(), message.isEmpty() ? status.getCode().name() : message);
    }

    /** Returns whether the Gateway does not accept this token: then only another token helps. */
    boolean refused() {
        return code == Status.Code.UNAUTHENTICATED || code == Status.Code.PERMISSION_DENIED;
    }

    /** Returns whether a sign of life did not come in time, and nothing else for as long: then the connection is gone without a word. */
    boolean isSilence() {
        return message.startsWith(SILENCE);
    }

    /** Returns the message of the root cause, because gRPC itself only says "io exception" when a connection fails. */
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
