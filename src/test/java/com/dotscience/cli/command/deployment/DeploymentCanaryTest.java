package com.dotscience.cli.command.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.management.ModelDeployment;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Canaries in ds, against a Gateway. */
@Embedded
class DeploymentCanaryTest {

    private final HandClock clock = new HandClock(Instant.parse("2026-11-22T12:00:00Z"));
    private GatewayServer gateway;
    private String token;

    @BeforeEach
    void start(@TempDir Path data) {
        gateway = GatewayServer.start(GatewayOptions.onLoopback(0, data), new Clocks(clock, clock), KeepAlive.STANDARD);
        token = gateway.adminToken().orElseThrow();
        ds("deployer create minikube");
        ds("deployment create --model-name signs -d minikube -i signs:1 -r 2");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private DsRun.Result ds(String line) {
        return new DsRun()
                .with("HOME", "/dev/null")
                .with("USER", "anna")
                .with("HOSTNAME", "laptop")
                .with("DS_GATEWAY", "127.0.0.1:" + gateway.port())
                .with("DS_TOKEN", token)
                .at(clock.instant())
                .ds(line.split(" "));
    }

    @Test
    void aShareOfReplicasIsCalledApproximate() {
        assertThat(ds("deployment canary signs -i signs:2 --weight 30").out()).contains("""
                Canary:                   signs:2
                Canary weight:            30 of 100 requests, approximate: by the share of its 1 replica
                Canary phase:             Unknown
                """);
        assertThat(ds("deployment canary signs --weight 10"))
                .returns(1, DsRun.Result::code)
                .extracting(DsRun.Result::err)
                .asString()
                .startsWith("ds: a canary weight of 10 cannot be kept to with 2 replicas: ");
    }

    @Test
    void stepsAreShownWithWhatTheNextOneWaitsFor() {
        ds("deployment update signs --host signs.example.com --ingress-class nginx");

        ds("deployment canary signs -i signs:2 --steps 10,30,100 --every 5m");

        assertThat(ds("deployment get signs").out()).contains("""
                Canary:                   signs:2
                Canary weight:            10 of 100 requests, to 1 replica
                Canary phase:             Unknown
                Canary steps:             10,30,100, at the 1st
                Canary waits:             deployer 'minikube' is offline
                """);
        assertThat(ds("deployment get signs -o json").out()).contains("""
                  "canary" : {
                    "image" : "signs:2",
                    "weight" : 10,
                    "approximate" : false,
                    "replicas" : 1,
                    "status" : "unknown",
                    "message" : null,
                    "steps" : [ 10, 30, 100 ],
                    "step" : 1,
                    "waiting" : "deployer 'minikube' is offline",
                    "answers" : 0,
                    "errors" : 0,
                    "unanswered" : 0
                  },
                """);
    }

    @Test
    void itIsPromotedOrAborted() {
        ds("deployment canary signs -i signs:2 --weight 50");
        ds("deployment abort signs");
        assertThat(ds("deployment history signs --generation 2").out())
                .contains("Canary:                   signs:2, 50 of 100 requests\n");
        ds("deployment canary signs -i signs:3 --weight 50");
        ds("deployment promote signs");

        assertThat(ds("deployment get signs -o json").out())
                .contains("\"image\" : \"signs:3\",")
                .contains("\"canary\" : null,");
        assertThat(ds("deployment abort signs"))
                .isEqualTo(new DsRun.Result(1, "", "ds: model deployment 'signs' has no canary\n"));
        assertThat(ds("deployment logs signs --canary"))
                .isEqualTo(new DsRun.Result(1, "", "ds: model deployment 'signs' has no canary\n"));
    }

    @Test
    void oneThatEndsWithAChangeThatWaitsIsShownUntilThen() {
        ModelDeployment.Builder model = ModelDeployment.newBuilder();
        model.getHandedOutBuilder()
                .getDeploymentBuilder()
                .getCanaryBuilder()
                .setImage("signs:2")
                .setWeight(10);

        assertThat(new CanaryView(model.build()).json())
                .containsEntry("image", "signs:2")
                .containsEntry("weight", 10);
        assertThat(new CanaryView(model.clearHandedOut().build()).json()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "-i signs:2, give either --weight or --steps",
        "-i signs:2 --weight 10 --steps 10, give either --weight or --steps",
        "-i signs:2 --weight 10 --every 5m, '--every, --min-requests and --max-errors are for --steps'",
        "--weight 0, '--weight must be 1 to 100, not 0: ''ds deployment abort'' ends a canary'"
    })
    void whatMakesNoSenseIsRefusedInALine(String options, String words) {
        assertThat(ds("deployment canary signs " + options))
                .returns(2, DsRun.Result::code)
                .extracting(DsRun.Result::err)
                .asString()
                .startsWith("ds: " + words + "\n");
    }
}
