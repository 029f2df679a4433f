package com.dotscience.modelproxy.predictions;

import com.dotscience.modelproxy.memory.MemoryBudget;
import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.util.Locale;

/** Reads responses, several at once, within one bound of memory. It may be used by several threads. */
public final class ResponseReader {

    /** The largest response that is read, in bytes, both compressed and decompressed. */
    public static final int MAX_RESPONSE_BYTES = 1024 * 1024;

    /** The most memory that all readings together may take, in bytes. */
    public static final int MAX_BYTES = 8 * MAX_RESPONSE_BYTES;

    /** What is reserved first for a response of unknown length. */
    private static final int FIRST_BYTES = 16 * 1024;

    private final JsonFactory json = JsonStream.factory();
    private final MemoryBudget memory;
    private final Classes classes;

    /** @param classes that are counted */
    public ResponseReader(Classes classes) {
        this(classes, MAX_BYTES);
    }

    ResponseReader(Classes classes, long budget) {
        this.classes = classes;
        this.memory = new MemoryBudget(budget);
    }

    /**
     * Begins to read a response. It may fail at once, which {@link Reading#end} reports.
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

    /** Applies the bound of a response to its decompressed bytes. */
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
