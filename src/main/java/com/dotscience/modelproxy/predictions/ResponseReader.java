package com.dotscience.modelproxy.predictions;

import com.dotscience.modelproxy.memory.MemoryBudget;
import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.util.Locale;

/** Reads answers, several at once, within one bound of bytes. Safe for several threads. */
public final class ResponseReader {

    /** The most of one answer that is read, in bytes, packed and unpacked. */
    public static final int MAX_RESPONSE_BYTES = 1024 * 1024;

    /** The most that may be under way in all readings together, in bytes. */
    public static final int MAX_BYTES = 8 * MAX_RESPONSE_BYTES;

    /** For an answer of unknown length, until it turns out to be longer. */
    private static final int FIRST_BYTES = 16 * 1024;

    private final JsonFactory json = JsonStream.factory();
    private final MemoryBudget memory;
    private final Classes classes;

    /** @param classes what predictions are told by */
    public ResponseReader(Classes classes) {
        this(classes, MAX_BYTES);
    }

    ResponseReader(Classes classes, long budget) {
        this.classes = classes;
        this.memory = new MemoryBudget(budget);
    }

    /**
     * Begins to read an answer, which may come to nothing from the start.
     *
     * @param contentType the header's value; null if there is none
     * @param contentEncoding the header's value; null if there is none
     * @param contentLength in bytes; negative if it is not known
     */
    public Reading begin(String contentType, String contentEncoding, long contentLength) {
        Reading reading = new Reading(memory);
        try {
            if (contentLength > MAX_RESPONSE_BYTES) {
                throw new Unreadable(UnreadReason.TOO_LARGE);
            }
            reading.reserve(contentLength < 0 ? FIRST_BYTES : contentLength);
            reading.into(unpacking(contentEncoding, reading, contentType));
        } catch (IOException e) {
            reading.giveUp(e);
        }
        return reading;
    }

    private ByteSink unpacking(String contentEncoding, Reading reading, String contentType) throws IOException {
        String coding =
                contentEncoding == null ? "identity" : contentEncoding.trim().toLowerCase(Locale.ROOT);
        return switch (coding) {
            case "identity", "" -> parsing(contentType, reading);
            case "gzip", "x-gzip" -> Unpacking.gzip(new Measured(parsing(contentType, reading), reading));
            case "deflate" -> Unpacking.deflate(new Measured(parsing(contentType, reading), reading));
            default -> throw new Unreadable(UnreadReason.ENCODING);
        };
    }

    private ByteSink parsing(String contentType, Reading reading) throws IOException {
        String type =
                contentType == null ? "" : contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        if (type.equals("text/event-stream")) {
            return new EventStream(json, reading::usage);
        }
        if (type.equals("application/json") || type.equals("text/json") || type.endsWith("+json")) {
            return new JsonResponse(json, classes, reading.predictions(), reading::usage);
        }
        throw new Unreadable(UnreadReason.TYPE);
    }

    /** Holds what is unpacked to the bound of an answer. */
    private record Measured(ByteSink next, Reading reading) implements ByteSink {

        @Override
        public void feed(byte[] bytes, int from, int to) throws IOException {
            reading.unpacked(to - from);
            next.feed(bytes, from, to);
        }

        @Override
        public void end() throws IOException {
            next.end();
        }

        @Override
        public void close() throws IOException {
            next.close();
        }
    }
}
