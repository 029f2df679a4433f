package com.dotscience.deployer.events;

import static org.apache.camel.component.kubernetes.KubernetesConstants.KUBERNETES_EVENT_NOTE;
import static org.apache.camel.component.kubernetes.KubernetesConstants.KUBERNETES_EVENT_REASON;
import static org.apache.camel.component.kubernetes.KubernetesConstants.KUBERNETES_EVENT_REGARDING;
import static org.apache.camel.component.kubernetes.KubernetesConstants.KUBERNETES_EVENT_TYPE;
import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.deployer.apply.NotSticking;
import com.dotscience.deployer.apply.Outcome;
import com.dotscience.deployer.apply.Outcome.Result;
import com.dotscience.deployer.plan.Action;
import com.dotscience.deployer.plan.Change;
import com.dotscience.deployer.plan.Difference;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.HandClock;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Embedded
class EventsTest {

    private final HandClock time = new HandClock(Instant.EPOCH);
    private final Events events = new Events(time);

    @Test
    void aChangeIsANormalEventOnTheObjectThatCameBack() {
        Message event =
                event(Action.UPDATE, Result.MADE, "uid-1", "The ports differ").orElseThrow();

        assertThat(event.getHeader(KUBERNETES_EVENT_TYPE)).isEqualTo("Normal");
        assertThat(event.getHeader(KUBERNETES_EVENT_REASON)).isEqualTo("Updated");
        assertThat(event.getHeader(KUBERNETES_EVENT_NOTE)).isEqualTo("Updated: The ports differ");
        assertThat(event.getHeader(KUBERNETES_EVENT_REGARDING, ObjectReference.class))
                .returns("uid-1", ObjectReference::getUid)
                .returns("Service", ObjectReference::getKind)
                .returns("a", ObjectReference::getName);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CREATE       | Service models/a is missing                        | Created, as it was missing
            UPDATE_IMAGE | Service models/a differs in spec.image             | Updated the image, as it differed in spec.image
            SCALE        | Service models/a differs in spec.replicas          | Scaled, as it differed in spec.replicas
            UPDATE       | Service models/a differs in spec.ports and more    | Updated, as it differed in spec.ports and more
            DELETE       | Service models/a: no Service is wanted any more    | Deleted: no Service is wanted any more
            DELETE       | Services are out of fashion                        | Deleted: Services are out of fashion
            """)
    void aNoteSaysWhatWasDoneAndAfterItWhy(Action action, String reason, String note) {
        assertThat(event(action, Result.MADE, "uid-1", reason).orElseThrow().getHeader(KUBERNETES_EVENT_NOTE))
                .isEqualTo(note);
    }

    @Test
    void whatDoesNotStickIsAWarningThatNamesTheFieldAndWhoDidIt() {
        Difference host = new Difference("spec.host", "a", "b", List.of());
        Difference port = new Difference("spec.port", "1", "2", List.of());
        Change change = change(Action.UPDATE, "uid-1", "Service models/a differs in spec.host");

        Message event = event(new Outcome(
                        change,
                        Result.MADE,
                        change.object(),
                        change.reason(),
                        List.of(
                                new NotSticking(Kind.SERVICE, host, false, "kubectl-edit", Instant.EPOCH),
                                new NotSticking(Kind.SERVICE, port, true, "", Instant.EPOCH))))
                .orElseThrow();

        assertThat(event.getHeader(KUBERNETES_EVENT_TYPE)).isEqualTo("Warning");
        assertThat(event.getHeader(KUBERNETES_EVENT_REASON)).isEqualTo("Rewritten");
        assertThat(event.getHeader(KUBERNETES_EVENT_NOTE))
                .isEqualTo("Updated, as it differed in spec.host; does not stick: spec.host: written a, there is b (by"
                        + " kubectl-edit); does not stick: spec.port: written 1, there is 2 (at admission)");
    }

    @Test
    void aFailureIsAWarning() {
        Message event = event(Action.SCALE, Result.FAILED, "uid-1", "forbidden").orElseThrow();

        assertThat(event.getHeader(KUBERNETES_EVENT_TYPE)).isEqualTo("Warning");
        assertThat(event.getHeader(KUBERNETES_EVENT_REASON)).isEqualTo("ScaleFailed");
    }

    @Test
    void whatIsPlannedAnewIsNoEvent() {
        assertThat(event(Action.UPDATE, Result.ANEW, "uid-1", "too late")).isEmpty();
    }

    /** There is no object to put it on: as `kubectl get events` shows it, on the name that it would have. */
    @Test
    void whatCannotBeMadeIsAWarningOnItsName() {
        Message event = event(Action.CREATE, Result.FAILED, null, "forbidden").orElseThrow();

        assertThat(event.getHeader(KUBERNETES_EVENT_TYPE)).isEqualTo("Warning");
        assertThat(event.getHeader(KUBERNETES_EVENT_REASON)).isEqualTo("CreateFailed");
        assertThat(event.getHeader(KUBERNETES_EVENT_REGARDING, ObjectReference.class))
                .returns(null, ObjectReference::getUid)
                .returns("Service", ObjectReference::getKind)
                .returns("models", ObjectReference::getNamespace)
                .returns("a", ObjectReference::getName);
        assertThat(event(Action.CREATE, Result.FAILED, null, "forbidden"))
                .as("a repeat")
                .isEmpty();
    }

    @Test
    void aConflictIsAWarning() {
        Message event = event(Action.CREATE, Result.CONFLICT, "uid-1", "it is somebody else's")
                .orElseThrow();

        assertThat(event.getHeader(KUBERNETES_EVENT_TYPE)).isEqualTo("Warning");
        assertThat(event.getHeader(KUBERNETES_EVENT_REASON)).isEqualTo("Conflict");
        assertThat(event.getHeader(KUBERNETES_EVENT_NOTE)).isEqualTo("it is somebody else's");
    }

    @Test
    void aRepeatIsKeptBackForFiveMinutesAndCountedInTheNextNote() {
        assertThat(event(Action.SCALE, Result.FAILED, "uid-1", "forbidden")).isPresent();
        time.pass(Duration.ofSeconds(299));
        assertThat(event(Action.SCALE, Result.FAILED, "uid-1", "forbidden")).isEmpty();
        assertThat(event(Action.SCALE, Result.FAILED, "uid-1", "forbidden")).isEmpty();
        assertThat(event(Action.SCALE, Result.FAILED, "uid-2", "forbidden")).isPresent();
        time.pass(Duration.ofSeconds(1));

        assertThat(event(Action.SCALE, Result.FAILED, "uid-1", "forbidden")
                        .orElseThrow()
                        .getHeader(KUBERNETES_EVENT_NOTE))
                .isEqualTo("forbidden (and 2 times more since it was last said)");
    }

    @Test
    void afterABurstThereAreFiveASecondAndTheRestIsCounted() {
        assertThat(said(0, 100)).isEqualTo(20);
        assertThat(events.dropped()).isEqualTo(80);
        time.pass(Duration.ofSeconds(1));

        assertThat(said(100, 200)).isEqualTo(5);
    }

    @Test
    void aNoteIsNoLongerThanTheApiServerTakes() {
        Message event =
                event(Action.UPDATE, Result.FAILED, "uid-1", "x".repeat(3000)).orElseThrow();

        assertThat(event.getHeader(KUBERNETES_EVENT_NOTE, String.class))
                .hasSize(1024)
                .endsWith("x…");
    }

    private long said(int from, int to) {
        return IntStream.range(from, to)
                .filter(i ->
                        event(Action.UPDATE, Result.MADE, "uid-" + i, "a test").isPresent())
                .count();
    }

    private Optional<Message> event(Action action, Result result, String uid, String message) {
        Change change = change(action, uid, message);
        return event(new Outcome(change, result, change.object(), message));
    }

    private Optional<Message> event(Outcome outcome) {
        DefaultExchange exchange = new DefaultExchange(new DefaultCamelContext());
        events.toEvent(outcome, exchange);
        return Optional.of(exchange.getMessage()).filter(event -> event.getBody() != null);
    }

    private static Change change(Action action, String uid, String message) {
        HasMetadata object = new ServiceBuilder()
                .withNewMetadata()
                .withNamespace("models")
                .withName("a")
                .withUid(uid)
                .endMetadata()
                .build();
        return new Change("a", Kind.SERVICE, action, object, "[]", message);
    }
}
