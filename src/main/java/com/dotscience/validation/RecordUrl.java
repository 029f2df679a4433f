package com.dotscience.validation;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** Checks the URL to which a model-proxy records requests and responses. */
final class RecordUrl {
    private static final int MAX_LENGTH = 2_000;
    private static final int MAX_PORT = 65_535;
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private RecordUrl() {}

    /** @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT; the message says what is allowed */
    static void check(String url) {
        URI uri = parsed(url);
        // The message does not repeat the URL, because that contains a password.
        if (uri.getRawUserInfo() != null) {
            throw Syntax.invalid("record URL must have no user and no password: every pod would show them");
        }
        if (url.length() > MAX_LENGTH
                || !SCHEMES.contains(String.valueOf(uri.getScheme()))
                || uri.getHost() == null
                || uri.getPort() == 0
                || uri.getPort() > MAX_PORT
                || uri.getRawFragment() != null) {
            throw refused(url);
        }
    }

    private static URI parsed(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw refused(url);
        }
    }

    private static RuntimeException refused(String url) {
        // A text with an @ may contain a password, even if it is no URL.
        String shown = url.contains("@") ? "" : ", not " + Syntax.quoted(url);
        return Syntax.invalid(
                "record URL must be an http or https URL such as http://sink.example.com/events, in at most "
                        + MAX_LENGTH + " characters" + shown);
    }
}
