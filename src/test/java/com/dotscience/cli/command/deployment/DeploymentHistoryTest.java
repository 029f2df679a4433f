package com.dotscience.cli.command.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.cli.DsRun;
import com.dotscience.gateway.GatewayServer;
import com.dotscience.gateway.options.Clocks;
import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.gateway.options.KeepAlive;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.HandClock;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The history of a model deployment in ds, and the ways back in it, against a Gateway. */
@Embedded
class DeploymentHistoryTest {

    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    private final HandClock clock = new HandClock(START);
    private GatewayServer gateway;
    private String token;

    @BeforeEach
    void start(@TempDir Path data) {
        gateway = GatewayServer.start(GatewayOptions.onLoopback(0, data), new Clocks(clock, clock), KeepAlive.STANDARD);
        token = gateway.adminToken().orElseThrow();
        ds("deployer create minikube");
        ds("deployment create --model-name signs -d minikube -i signs:1 -r 2");
        clock.set(START.plusSeconds(60));
        ds("deployment update signs -i signs:2 --node-selector disk=ssd");
        clock.set(START.plusSeconds(300));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void eachChangeIsALineWithItsCaller() {
        assertThat(ds("deployment history signs").out()).isEqualTo("""
                GENERATION   AGE         CALLER        CHANGE
                2            4 minutes   anna@laptop   Asked for image signs:2, another node selector
                1            5 minutes   anna@laptop   Asked for image signs:1, 2 replicas
                """);
        assertThat(ds("deployment history signs -o json").out()).isEqualTo("""
                [ {
                  "generation" : 2,
                  "at" : "2026-11-22T12:01:00Z",
                  "caller" : "anna@laptop",
                  "change" : "Asked for image signs:2, another node selector",
                  "handedOutAt" : "2026-11-22T12:01:00Z"
                }, {
                  "generation" : 1,
                  "at" : "2026-11-22T12:00:00Z",
                  "caller" : "anna@laptop",
                  "change" : "Asked for image signs:1, 2 replicas",
                  "handedOutAt" : "2026-11-22T12:00:00Z"
                } ]
                """);
    }

    @Test
    void oneGenerationIsShownWhole() {
        assertThat(ds("deployment history signs --generation 2").out()).isEqualTo("""
                Deployment name:          signs
                Generation:               2
                Age:                      4 minutes
                Caller:                   anna@laptop (as it said of itself)
                Change:                   Asked for image signs:2, another node selector
                Image:                    signs:2
                Replicas:                 2
                Model ports:              8501
                Node selector:            disk=ssd
                Service type:             ClusterIP
                Service ports:            model-http 8501 to 8501
                """);
        assertThat(ds("deployment history signs --generation 1 -o json").out())
                .startsWith("""
                {
                  "generation" : 1,
                  "at" : "2026-11-22T12:00:00Z",
                  "caller" : "anna@laptop",
                  "change" : "Asked for image signs:1, 2 replicas",
                  "handedOutAt" : "2026-11-22T12:00:00Z",
                """)
                .contains("\"image\" : \"signs:1\"", "\"nodeSelector\" : { }");
        assertThat(ds("deployment history signs --generation 9"))
                .isEqualTo(new DsRun.Result(
                        1,
                        "",
                        "ds: there is no generation 9 of model deployment 'signs': the last are kept, 1 to 2\n"));
    }

    @Test
    void aGenerationAsYamlIsTheFileThatAsksForItAgain() {
        String old = ds("deployment history signs --generation 1 -o yaml").out();
        assertThat(ds("deployment history signs --generation 2 -o yaml").out())
                .isEqualTo(ds("deployment export signs").out());
        assertThat(old).startsWith("---\n").contains("image: signs:1\n").doesNotContain("nodeSelector");

        assertThat(reading(old, "deployment apply -f -").out()).isEqualTo("signs configured\n");
        assertThat(ds("deployment history signs --generation 3 -o yaml").out()).isEqualTo(old);
        assertThat(reading(old, "deployment diff -f -")).isEqualTo(new DsRun.Result(0, "", ""));
    }

    @Test
    void rollbackRestartStopAndStartAreGenerations() {
        assertThat(ds("deployment rollback signs").code()).isZero();
        assertThat(ds("deployment restart signs").code()).isZero();
        assertThat(ds("deployment stop signs").code()).isZero();
        assertThat(ds("deployment get signs").out())
                .contains("""
                Stopped:                  ds deployment start returns to 2 replicas
                Generation:               5
                Image:                    signs:1
                """)
                .contains("Restarted:                2026-11-22T12:05:00Z\n");
        assertThat(ds("deployment start signs").code()).isZero();
        assertThat(ds("deployment rollback signs --to 2").out()).matches("""
                Deployment ID:            .*
                Deployment namespace:     default
                Deployment name:          signs
                """);

        assertThat(ds("deployment history signs").out()).isEqualTo("""
                GENERATION   AGE                  CALLER        CHANGE
                7            Less than a second   anna@laptop   Went back to generation 2: image signs:2, another node selector
                6            Less than a second   anna@laptop   Started, with 2 replicas
                5            Less than a second   anna@laptop   Stopped, with 2 replicas until then
                4            Less than a second   anna@laptop   Asked for a restart
                3            Less than a second   anna@laptop   Went back to generation 1: image signs:1, another node selector
                2            4 minutes            anna@laptop   Asked for image signs:2, another node selector
                1            5 minutes            anna@laptop   Asked for image signs:1, 2 replicas
                """);
    }

    @Test
    void numbersThatNoGenerationHasAreRefusedBeforeTheGatewayIsAsked() {
        assertThat(ds("deployment history signs --generation 0"))
                .isEqualTo(new DsRun.Result(
                        2, "", "ds: --generation must be the number of a generation, from 1 up, not 0\n"));
        assertThat(ds("deployment rollback signs --to -1"))
                .isEqualTo(new DsRun.Result(2, "", "ds: --to must be the number of a generation, from 1 up, not -1\n"));
    }

    private DsRun.Result ds(String line) {
        return reading("", line);
    }

    private DsRun.Result reading(String input, String line) {
        return new DsRun()
                .with("HOME", "/dev/null")
                .with("USER", "anna")
                .with("HOSTNAME", "laptop")
                .with("DS_GATEWAY", "127.0.0.1:" + gateway.port())
                .with("DS_TOKEN", token)
                .at(clock.instant())
                .reading(input)
                .ds(line.split(" "));
    }
}
