package com.dotscience.deployer.cluster;

import com.dotscience.text.Causes;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ExceptionHandler;
import java.net.HttpURLConnection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when an informer fails that a deployer may do without: where its kind may not be read, or is not known to
 * the API server, it ends at the start, and that is said once. Anything else is tried again.
 */
final class Dispensable implements ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Dispensable.class);

    private final Connection connection;
    private final String what;
    private final String without;
    private final AtomicBoolean said = new AtomicBoolean();

    /** @param without how the deployer does without, for people */
    Dispensable(Connection connection, String what, String without) {
        this.connection = connection;
        this.what = what;
        this.without = without;
    }

    @Override
    public boolean retryAfterException(boolean started, Throwable failure) {
        if (started) {
            return true;
        }
        if (isRefused(failure)) {
            if (said.compareAndSet(false, true)) {
                LOG.info("{} cannot be read ({}); {}", what, Connection.message(failure), without);
            }
            return false;
        }
        connection.failed(what, failure);
        return true;
    }

    /** It has started, or it has ended: what failed before is over. */
    void settled() {
        connection.works(what);
    }

    private static boolean isRefused(Throwable failure) {
        return Causes.first(KubernetesClientException.class, failure)
                .filter(answer -> answer.getCode() == HttpURLConnection.HTTP_FORBIDDEN
                        || answer.getCode() == HttpURLConnection.HTTP_NOT_FOUND)
                .isPresent();
    }
}
