package com.dotscience.deployer.routes;

import static com.dotscience.deployer.routes.Changes.change;
import static com.dotscience.deployer.routes.Changes.object;
import static com.dotscience.deployer.routes.Changes.refused;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.dotscience.deployer.apply.FailedChanges;
import com.dotscience.deployer.apply.Failure;
import com.dotscience.deployer.apply.Outcome;
import com.dotscience.deployer.apply.Outcome.Result;
import com.dotscience.deployer.apply.Outcomes;
import com.dotscience.deployer.apply.Rewrites;
import com.dotscience.deployer.cluster.ClusterComponent;
import com.dotscience.deployer.deprecated.Deprecation;
import com.dotscience.deployer.plan.Action;
import com.dotscience.deployer.plan.Change;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.deployer.retry.Backoff;
import com.dotscience.testing.Embedded;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@Embedded
class OutcomeRouteTest extends RouteTest {

    private final KubernetesClient client =
            new KubernetesClientBuilder().withConfig(Config.empty()).build();
    private final Backoff backoff = new Backoff(Duration.ofHours(1), Duration.ofHours(1), () -> 0);
    private final FailedChanges failures =
            new FailedChanges(backoff, Duration.ofHours(1), Clock.systemUTC(), Clock.systemUTC());
    private final Rewrites rewrites = new Rewrites(backoff, Clock.systemUTC());
    private final List<Outcome> told = new ArrayList<>();
    private final Change change = change("a", Kind.SERVICE, Action.UPDATE);

    OutcomeRouteTest() {
        super("outcome");
    }

    @Override
    Map<String, Object> beans() {
        Outcomes outcomes = new Outcomes(
                new ClusterComponent(client, List.of()).observed(), failures, rewrites, (made, answer) -> List.of());
        outcomes.addListener((outcome, lasted) -> told.add(outcome));
        return Map.of("outcomes", outcomes);
    }

    @AfterEach
    void closeClient() {
        client.close();
    }

    /** Operators' files of 0.1.0 have it. */
    @Test
    void theFormerNameOfTheStepDoesTheSameAndIsDeprecated() {
        Logger logger = (Logger) LoggerFactory.getLogger(Deprecation.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            Outcome outcome = template()
                    .request("bean:outcomes?method=take", exchange -> {
                        exchange.setProperty("change", change);
                        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, refused(403, "services is forbidden"));
                        exchange.getMessage().setBody(change);
                    })
                    .getMessage()
                    .getBody(Outcome.class);

            assertThat(outcome.result()).isEqualTo(Result.FAILED);
            assertThat(told).containsExactly(outcome);
            assertThat(log.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .containsExactly("A file of routes names the step outcomes.take, which is deprecated: write"
                            + " outcomes.handle (docs/routes.md)");
        } finally {
            logger.detachAppender(log);
        }
    }

    @Test
    void aSuccessEndsAFailure() {
        failures.failed(change, "it failed", true);

        outcome(object(Kind.SERVICE, "a", "6"), null);

        assertThat(failures.of("a")).isEmpty();
        assertThat(told).extracting(Outcome::result).doesNotContain(Result.ANEW);
    }

    /** R7: in the API server's own words, and not again before its time. */
    @Test
    void aRefusalIsAFailureThatWaits() {
        outcome(change, refused(403, "services is forbidden"));

        assertThat(failures.of("a"))
                .extracting(Failure::message)
                .containsExactly("UPDATE Service models/a failed: services is forbidden");
        assertThat(failures.isWaiting(change)).isTrue();
        assertThat(told).extracting(Outcome::result).doesNotContain(Result.ANEW);
    }

    /** R5: a conflict means plan anew, and is no error. */
    @Test
    void aConflictIsPlannedAnewAtOnce() {
        outcome(object(Kind.SERVICE, "a", "6"), refused(409, "the object has been modified"));

        assertThat(told).extracting(Outcome::result).containsExactly(Result.ANEW);
        assertThat(failures.of("a")).isEmpty();
    }

    @Test
    void whatIsGoneIsPlannedAnewAtOnce() {
        outcome(change, refused(404, "services \"a\" not found"));

        assertThat(told).extracting(Outcome::result).containsExactly(Result.ANEW);
        assertThat(failures.of("a")).isEmpty();
    }

    /** R7: were it planned anew, the same write would meet the same answer, without end. */
    @Test
    void aConflictWithWhatIsAsItWasPlannedOnIsARefusal() {
        outcome(object(Kind.SERVICE, "a", "5"), refused(409, "the webhook says so"));

        assertThat(told).extracting(Outcome::result).doesNotContain(Result.ANEW);
        assertThat(failures.of("a"))
                .extracting(Failure::message)
                .containsExactly("UPDATE Service models/a failed: the webhook says so");
    }

    @Test
    void whoListensIsToldOfEach() {
        outcome(object(Kind.SERVICE, "a", "6"), null);
        outcome(change, refused(403, "services is forbidden"));

        assertThat(told).extracting(Outcome::result).containsExactly(Result.MADE, Result.FAILED);
    }

    /** A controller writes to its object several times in a row; somebody who changes what is asked of it might do so without end. */
    @Test
    void theStepsOfAControllerLetNothingWaitAndTheChangesOfOthersDo() {
        Change scale = new Change("a", Kind.DEPLOYMENT, Action.SCALE, deployment("5", 1), "[]", "a test");
        rewrites.planned("a", Optional.empty(), List.of(scale));

        outcome(scale, deployment("6", 1), refused(409, "the object has been modified"));
        outcome(scale, deployment("7", 1), refused(409, "the object has been modified"));
        assertThat(rewrites.isWaiting(scale)).isFalse();

        outcome(scale, deployment("8", 2), refused(409, "the object has been modified"));
        outcome(scale, deployment("9", 3), refused(409, "the object has been modified"));
        assertThat(rewrites.isWaiting(scale)).isTrue();
        assertThat(told).extracting(Outcome::result).containsOnly(Result.ANEW);
    }

    private static HasMetadata deployment(String resourceVersion, long generation) {
        HasMetadata deployment = object(Kind.DEPLOYMENT, "a", resourceVersion);
        deployment.getMetadata().setGeneration(generation);
        return deployment;
    }

    private void outcome(Object body, Exception failure) {
        outcome(change, body, failure);
    }

    private void outcome(Change made, Object body, Exception failure) {
        template().send("direct:outcome", exchange -> {
            exchange.setProperty("id", "a");
            exchange.setProperty("change", made);
            exchange.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
            exchange.getMessage().setBody(body);
        });
    }
}
