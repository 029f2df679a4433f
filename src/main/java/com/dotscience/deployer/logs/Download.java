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
 * A log that is being read over HTTP. After each chunk of lines it waits until {@link #more} is called, and so does the
 * API server. No thread waits meanwhile, so that many logs can be followed.
 */
final class Download implements AutoCloseable {

    /** The receiver of the lines. It is called on a network thread, so it must not block. */
    interface Listener {
        /** Is called when the API server has agreed to send the log. */
        void opened(Download download);

        void lines(Download download, List<String> lines);

        /** @param refusal why the log broke off or was refused; empty if it came to its end */
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

    /** @param subject the pod or container whose log it is, for messages */
    static Download start(HttpClient http, String url, String subject, Listener listener) {
        Download download = new Download(subject, listener);
        http.consumeBytes(request(http, url), download::consume).whenComplete(download::answered);
        return download;
    }

    /**
     * Builds a request whose connection is not reused. A log may be given up at any moment, and the client then closes
     * the connection, even if the answer is complete and another call uses the connection by then (Vert.x issue 6294).
     */
    private static HttpRequest request(HttpClient http, String url) {
        return http.newHttpRequestBuilder()
                .uri(url)
                .header("Connection", "close")
                .build();
    }

    /** Asks for the next chunk. */
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
            // The log broke off in the middle of a line, and a part of a line is not shown as if it were a whole one.
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
