package com.dotscience.modelproxy.traffic;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import java.util.Optional;

/**
 * The reason to refuse a request: two servers could read it differently, or nobody could serve it.
 *
 * @param reason for the client
 */
record Refusal(HttpResponseStatus status, String reason) {

    private static final Refusal UNREADABLE = bad("This is no request that can be read in one way only.");

    /** For a request that exceeds a limit at this moment. */
    static final Refusal BUSY =
            new Refusal(HttpResponseStatus.SERVICE_UNAVAILABLE, "There is no room for one more request.");

    /** Checks a request by RFC 9112, sections 3.2, 5.2 and 6; empty if it may be forwarded. */
    static Optional<Refusal> of(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return Optional.of(of(request.decoderResult().cause()));
        }
        if (!request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                && !request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            return Optional.of(new Refusal(
                    HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED, "HTTP/1.0, HTTP/1.1 and h2c are spoken here."));
        }
        if (request.method().equals(HttpMethod.CONNECT)) {
            return Optional.of(bad("CONNECT asks for a tunnel, and there is none."));
        }
        return host(request).or(() -> framing(request)).or(() -> target(request));
    }

    /** The refusal of a request that could not be decoded. */
    static Refusal of(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return new Refusal(HttpResponseStatus.REQUEST_URI_TOO_LONG, "The first line of the request is too long.");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return new Refusal(HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "The headers are too long.");
        }
        return cause instanceof HeadBudget.Exhausted ? BUSY : UNREADABLE;
    }

    private static Optional<Refusal> host(HttpRequest request) {
        List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
        if (hosts.size() > 1) {
            return Optional.of(bad("There is more than one Host."));
        }
        if (hosts.isEmpty()) {
            return request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                    ? Optional.of(bad("There is no Host."))
                    : Optional.empty();
        }
        return hosts.get(0).chars().anyMatch(c -> c <= ' ' || c == ',' || c == '/' || c == '@' || c == '?' || c == '#')
                ? Optional.of(bad("This is no Host."))
                : Optional.empty();
    }

    private static Optional<Refusal> framing(HttpRequest request) {
        HttpHeaders headers = request.headers();
        List<String> encodings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        List<String> lengths = headers.getAll(HttpHeaderNames.CONTENT_LENGTH);
        if (lengths.size() > 1 || (!lengths.isEmpty() && !encodings.isEmpty())) {
            return Optional.of(bad("There is more than one length."));
        }
        if (!lengths.isEmpty() && !lengths.get(0).chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.of(bad("The length is no number."));
        }
        if (encodings.isEmpty()) {
            return Optional.empty();
        }
        boolean chunked = encodings.size() == 1
                && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(
                        encodings.get(0).strip());
        return chunked && request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                ? Optional.empty()
                : Optional.of(bad("A body comes with a length or in chunks, and in no other way."));
    }

    private static Optional<Refusal> target(HttpRequest request) {
        String target = request.uri();
        boolean ofServer = target.equals("*") && request.method().equals(HttpMethod.OPTIONS);
        return target.startsWith("/") || ofServer
                ? Optional.empty()
                : Optional.of(bad("What is asked for must begin with a slash."));
    }

    private static Refusal bad(String reason) {
        return new Refusal(HttpResponseStatus.BAD_REQUEST, reason);
    }
}
