package com.dotscience.modelproxy.predictions;

import com.dotscience.fuzz.Outcome;
import com.dotscience.fuzz.Target;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/**
 * The body of a model's answer, behind one byte that says what it is: JSON or events, compressed or not. It is given to the parsers
 * themselves, since who reads answers takes whatever they throw for one that cannot be read. However it is cut, it says the same.
 */
public final class ResponseTarget implements Target {

    private static final List<String> TYPES = List.of("application/json", "text/event-stream");
    private static final List<String> CODINGS = List.of("identity", "gzip", "deflate");

    private final Classes classes = Classes.parse("[\"cat\", \"dog\", \"cow\"]");
    private final Responses responses = new Responses("[\"cat\", \"dog\", \"cow\"]");

    @Override
    public Outcome take(byte[] input) {
        if (input.length == 0) {
            return Outcome.taken(0);
        }
        int kind = input[0] & 0xff;
        boolean events = kind % 2 == 1;
        String coding = CODINGS.get(kind / 2 % CODINGS.size());
        byte[] body = java.util.Arrays.copyOfRange(input, 1, input.length);
        Predictions found = new Predictions();
        Supplier<String> parsed = () -> parse(sink(events, coding, found), body);
        String failure = parsed.get();
        String whole = responses.read(body, TYPES.get(kind % 2), coding, Integer.MAX_VALUE);
        String inParts = responses.read(body, TYPES.get(kind % 2), coding, 3);
        if (!whole.equals(inParts) && !whole.startsWith("unread") && !inParts.startsWith("unread")) {
            throw new AssertionError("read as a whole it says " + whole + ", in parts " + inParts);
        }
        return failure.isEmpty() ? Outcome.taken(found.size() + whole.length()) : Outcome.refused(failure);
    }

    private ByteSink sink(boolean events, String coding, Predictions found) {
        try {
            ByteSink parser = events
                    ? new EventStream(JsonStream.factory(), usage -> {})
                    : new JsonResponse(JsonStream.factory(), classes, found, usage -> {});
            return switch (coding) {
                case "gzip" -> Unpacking.gzip(new Bounded(parser));
                case "deflate" -> Unpacking.deflate(new Bounded(parser));
                default -> parser;
            };
        } catch (IOException e) {
            throw new AssertionError("nothing was fed yet", e);
        }
    }

    /** @return why it cannot be read; empty if it can */
    private static String parse(ByteSink sink, byte[] body) {
        try (sink) {
            sink.feed(body, 0, body.length);
            sink.end();
            return "";
        } catch (Unreadable e) {
            return e.reason().label();
        } catch (IOException e) {
            return "syntax";
        }
    }

    /** Little unpacks to much: no more is taken than of a response. */
    private static final class Bounded implements ByteSink {

        private final ByteSink next;
        private int taken;

        Bounded(ByteSink next) {
            this.next = next;
        }

        @Override
        public void feed(byte[] bytes, int from, int to) throws IOException {
            taken += to - from;
            if (taken > ResponseReader.MAX_RESPONSE_BYTES) {
                throw new Unreadable(UnreadReason.TOO_LARGE);
            }
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
