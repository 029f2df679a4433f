package com.dotscience.testing.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.AuditEvent;
import com.dotscience.testing.Pure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@Pure
class AccountTest {

    private static final String DEPLOYER = "deployer";
    private static final Instant START = Instant.parse("2026-11-27T00:00:00Z");

    @Test
    void exactlyWhatWasExpectedIsNoDifference() {
        assertThat(differences(
                        Map.of("list pods", 1, "create services", 2),
                        call("list", "pods"),
                        call("create", "services"),
                        call("create", "services"),
                        call("watch", "pods")))
                .isEmpty();
    }

    @Test
    void whatIsTooMuchAndWhatIsMissingIsSaid() {
        assertThat(differences(
                        Map.of("list pods", 1, "create services", 1),
                        call("create", "services"),
                        call("create", "services"),
                        call("get", "services")))
                .containsExactly(
                        "create services: 2 times, and 1 were to be expected",
                        "get services: 1 times, and 0 were to be expected",
                        "list pods: 0 times, and 1 were to be expected");
    }

    @Test
    void aRefusalIsADifference() {
        assertThat(differences(Map.of(), call("patch", "deployments", DEPLOYER, 409, 0, 1)))
                .containsExactly("patch deployments of default/one was answered with 409");
    }

    /** What a cluster may have and this one has not is asked for once. */
    @Test
    void whatIsNotServedIsCountedApart() {
        AuditEvent asked = call("get", "", DEPLOYER, 404, 0, 1);

        assertThat(differences(Map.of(Expected.NOT_SERVED, 1), asked)).isEmpty();
        assertThat(differences(Map.of(Expected.NOT_SERVED, 1), asked, asked))
                .containsExactly("get what is not served: 2 times, and 1 were to be expected");
    }

    @Test
    void thereMayBeAsManyEventsAsWrites() {
        assertThat(differences(Map.of("create services", 1), call("create", "services"), call("create", "events")))
                .isEmpty();
        assertThat(differences(Map.of("list pods", 1), call("list", "pods"), call("create", "events")))
                .containsExactly("create events: 1 times, for 0 writes");
    }

    @Test
    void othersAreNotCounted() {
        assertThat(differences(Map.of(), call("list", "pods", "kubectl", 200, 0, 1)))
                .isEmpty();
    }

    @Test
    void whatEndsAsAnotherBeginsIsNotUnderWayWithIt() {
        List<AuditEvent> log = List.of(
                call("create", "services", DEPLOYER, 201, 0, 10),
                call("create", "services", DEPLOYER, 201, 5, 20),
                call("create", "services", DEPLOYER, 201, 10, 30),
                call("watch", "services", DEPLOYER, 200, 0, 30),
                call("create", "events", DEPLOYER, 201, 0, 30),
                call("list", "services", DEPLOYER, 200, 0, 30));

        assertThat(new Account(log, DEPLOYER).mostUnderWay()).isEqualTo(2);
    }

    private static List<String> differences(Map<String, Integer> expected, AuditEvent... log) {
        return new Account(List.of(log), DEPLOYER).differences(expected);
    }

    private static AuditEvent call(String verb, String resource) {
        return call(verb, resource, DEPLOYER, 200, 0, 1);
    }

    private static AuditEvent call(String verb, String resource, String user, int code, int from, int to) {
        return new AuditEvent(
                "ResponseComplete",
                verb,
                resource,
                "default",
                "one",
                user,
                "",
                code,
                false,
                START.plusMillis(from),
                START.plusMillis(to));
    }
}
