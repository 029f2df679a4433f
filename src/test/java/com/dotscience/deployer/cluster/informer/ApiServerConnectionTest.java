package com.dotscience.deployer.cluster.informer;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import com.dotscience.testing.OwnLog;
import com.dotscience.testing.Pure;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@Pure
class ApiServerConnectionTest {

    private final OwnLog log = new OwnLog();
    private String unanswered;
    private final ApiServerConnection connection =
            new ApiServerConnection(() -> Optional.ofNullable(unanswered), log.logger());
    private boolean deploymentsWatched = true;
    private boolean servicesWatched = true;

    @BeforeEach
    void watch() {
        connection.monitor("deployments", () -> deploymentsWatched);
        connection.monitor("services", () -> servicesWatched);
    }

    @Test
    void aWatchThatIsBackSoonIsNotMissed() {
        checkAt(0);
        deploymentsWatched = false;
        checkAt(9);
        deploymentsWatched = true;
        checkAt(10);

        assertThat(log.events()).isEmpty();
    }

    /** What comes before the start, such as Camel's own on a busy machine, is nobody's silence. */
    @Test
    void theFirstWatchesHaveTheirTimeFromTheStartOn() {
        deploymentsWatched = false;
        connection.begin(TimeUnit.SECONDS.toNanos(30));
        checkAt(31);
        checkAt(40);
        assertThat(log.events()).isEmpty();

        checkAt(41);
        assertThat(log.events()).hasSize(1);
    }

    @Test
    void aLostApiServerIsOneWarningAndOneLineWhenItIsBack() {
        checkAt(0);
        deploymentsWatched = false;
        servicesWatched = false;
        checkAt(11);
        checkAt(12);
        assertThat(connection.trouble()).contains("no watch on deployments, services");
        failed(connection, "deployments", new IOException("ApiServerConnection refused"));
        failed(connection, "services", new IOException("ApiServerConnection refused"));
        checkAt(13);
        checkAt(14);
        deploymentsWatched = true;
        checkAt(15);
        servicesWatched = true;
        checkAt(16);
        checkAt(17);

        assertThat(log.events())
                .extracting(ILoggingEvent::getLevel)
                .containsExactly(Level.WARN, Level.WARN, Level.INFO);
        assertThat(log.events().get(1).getFormattedMessage()).endsWith("meanwhile: ApiServerConnection refused");
        assertThat(connection.trouble()).isEmpty();
    }

    /** fabric8 tries a watch again without a word of what is in its way. */
    @Test
    void aWatchThatIsMissingIsExplainedByWhatKeepsRequestsFromAnAnswer() {
        checkAt(0);
        servicesWatched = false;
        unanswered = "Too many open files";
        checkAt(11);

        assertThat(connection.trouble()).contains("no watch on services (Too many open files)");
    }

    @Test
    void whatTheApiServerRefusesIsSaidInItsOwnWordsAtOnce() {
        deploymentsWatched = false;
        failed(
                connection,
                "deployments",
                new CompletionException(new KubernetesClientException("deployments.apps is forbidden")));
        checkAt(1);

        assertThat(connection.trouble()).contains("deployments.apps is forbidden");
        assertThat(log.events())
                .hasSize(1)
                .first()
                .extracting(ILoggingEvent::getLevel)
                .isEqualTo(Level.WARN);
    }

    private static void failed(ApiServerConnection connection, String what, Throwable failure) {
        assertThat(connection.retry(what).retryAfterException(false, failure)).isTrue();
    }

    private void checkAt(long seconds) {
        connection.check(TimeUnit.SECONDS.toNanos(seconds));
    }
}
