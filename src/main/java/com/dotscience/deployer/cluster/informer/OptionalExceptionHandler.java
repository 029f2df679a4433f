package com.dotscience.deployer.cluster.informer;

import com.dotscience.text.Causes;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ExceptionHandler;
import java.net.HttpURLConnection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what follows when an informer fails that a deployer may do without. Where its kind may not be read, or the API server
 * does not know it, the informer ends at its start, and the log says so once. After every other failure it tries again.
 */
final class OptionalExceptionHandler implements ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(OptionalExceptionHandler.class);

    private final ApiServerConnection connection;
    private final String what;
    private final String without;
    private final Runnable notServed;
    private final AtomicBoolean logged = new AtomicBoolean();

    /**
     * @param what is read, for people
     * @param without what the deployer does without it, a clause for people
     */
    OptionalExceptionHandler(ApiServerConnection connection, String what, String without) {
        this(connection, what, without, () -> {});
    }

    /** @param notServed called when the API server answers that it does not know any more what it knew at the start */
    OptionalExceptionHandler(ApiServerConnection connection, String what, String without, Runnable notServed) {
        this.connection = connection;
        this.what = what;
        this.without = without;
        this.notServed = notServed;
    }

    @Override
    public boolean retryAfterException(boolean started, Throwable failure) {
        if (started) {
            if (isAnswer(failure, HttpURLConnection.HTTP_NOT_FOUND)) {
                notServed.run();
            }
            return true;
        }
        if (isAnswer(failure, HttpURLConnection.HTTP_FORBIDDEN)
                || isAnswer(failure, HttpURLConnection.HTTP_NOT_FOUND)) {
            if (logged.compareAndSet(false, true)) {
                LOG.info("{} cannot be read ({}); {}", what, ApiServerConnection.message(failure), without);
            }
            return false;
        }
        connection.failed(what, failure);
        return true;
    }

    /** The informer has started, or it has ended: earlier failures count no more. */
    void startFinished() {
        connection.recovered(what);
    }

    private static boolean isAnswer(Throwable failure, int code) {
        return Causes.first(KubernetesClientException.class, failure)
                .filter(answer -> answer.getCode() == code)
                .isPresent();
    }
}
