package com.dotscience.deployer.logs;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;

/**
 * One log being read over HTTP. After each chunk of lines it waits until {@link #more} is called, and the API server with
 * it. No thread is held meanwhile: any number can be followed.
 */
final class Download implements AutoCloseable {

    /** Called on a network thread: must not block. */
    interface Listener {
        /** The API server has agreed to send the log. */
        void opened(Download download);

        void lines(Download download, List<String> lines);

        /** @param refusal empty if it came to its end */
        void ended(Download download, Optional<ReadFailure> refusal);
    }

    private static final int LONGEST_REFUSAL = 16 * 1024;

    private final String subject;
    private final Listener listener;
    private final LineCutter cutter = new LineCutter();
    private final ByteArrayOutputStream refusal = new ByteArrayOutputStream();
    private volatile HttpResponse<AsyncBody> response;
    private volatile boolean closed;
    private boolean stamped;

    private Download(String subject, Listener listener) {
        this.subject = subject;
        this.listener = listener;
    }

    /** @param subject whose log it is, for messages */
    static Download start(HttpClient http, String url, String subject, Listener listener) {
        Download download = new Download(subject, listener);
        http.consumeBytes(request(http, url), download::consume).whenComplete(download::answered);
        return download;
    }

    /**
     * On a connection that nobody gets after it. A log may be given up at any moment, and the client then closes the
     * connection, also if the answer had come to its end and somebody else's call is on it by then (Vert.x issue 6294).
     */
    private static HttpRequest request(HttpClient http, String url) {
        return http.newHttpRequestBuilder()
                .uri(url)
                .header("Connection", "close")
                .build();
    }

    /** Lets the next chunk come. */
    void more() {
        response.body().consume();
    }

    @Override
    public void close() {
        closed = true;
        if (response != null) {
            response.body().cancel();
        }
    }

    private void answered(HttpResponse<AsyncBody> answer, Throwable failure) {
        if (failure != null) {
            listener.ended(this, Optional.of(ReadFailure.of(subject, failure)));
            return;
        }
        response = answer;
        if (closed) {
            answer.body().cancel();
            return;
        }
        if (answer.isSuccessful()) {
            listener.opened(this);
        }
        answer.body().done().whenComplete((nothing, broken) -> finished(broken));
        answer.body().consume();
    }

    private void consume(List<ByteBuffer> chunk, AsyncBody body) {
        if (!response.isSuccessful()) {
            chunk.forEach(this::keepRefusal);
            body.consume();
            return;
        }
        List<String> lines = new ArrayList<>();
        chunk.forEach(bytes -> lines.addAll(cutter.add(bytes)));
        lines.stream().findFirst().ifPresent(this::noteWhetherStamped);
        if (lines.isEmpty()) {
            body.consume();
        } else {
            listener.lines(this, lines);
        }
    }

    private void keepRefusal(ByteBuffer bytes) {
        byte[] message = new byte[Math.min(bytes.remaining(), LONGEST_REFUSAL - refusal.size())];
        bytes.get(message);
        refusal.writeBytes(message);
    }

    private void finished(Throwable broken) {
        if (closed || broken instanceof CancellationException) {
            return;
        }
        if (!response.isSuccessful()) {
            String body = refusal.toString(StandardCharsets.UTF_8);
            String message = ReadFailure.message(response.code(), body);
            listener.ended(this, Optional.of(ReadFailure.of(subject, response.code(), message)));
            return;
        }
        if (broken != null) {
            // The log broke in the middle of a line: a part of a line is not shown as if it were one.
            listener.ended(this, Optional.of(broken(broken)));
            return;
        }
        Optional<String> rest = cutter.rest();
        Optional<String> ofNode = rest.filter(text -> KubeletErrors.are(text, stamped));
        rest.filter(text -> ofNode.isEmpty()).ifPresent(line -> listener.lines(this, List.of(line)));
        listener.ended(this, ofNode.map(text -> ReadFailure.ofNode(subject, text)));
    }

    private void noteWhetherStamped(String line) {
        stamped = TimestampedLine.of(line).at().isPresent();
    }

    private ReadFailure broken(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new ReadFailure("the log of " + subject + " broke off: " + message, false);
    }
}
