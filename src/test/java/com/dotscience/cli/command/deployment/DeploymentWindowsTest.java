package com.dotscience.cli.command.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.cli.DsRun;
import com.dotscience.gateway.GatewayServer;
import com.dotscience.gateway.options.Clocks;
import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.gateway.options.KeepAlive;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.HandClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ds says of maintenance windows and pauses, against a Gateway. */
@Embedded
class DeploymentWindowsTest {

    /** A Friday. */
    private static final Instant CLOSED = Instant.parse("2026-11-27T09:00:00Z");

    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    private final HandClock clock = new HandClock(CLOSED);
    private GatewayServer gateway;
    private String token;

    @BeforeEach
    void start(@TempDir Path data) {
        gateway = GatewayServer.start(GatewayOptions.onLoopback(0, data), new Clocks(clock, clock), KeepAlive.STANDARD);
        token = gateway.adminToken().orElseThrow();
        ds("deployer create minikube");
        ds("deployment create --model-name signs -d minikube -i signs:1 -r 2 --window '0 2 * * SUN Europe/Berlin 2h'");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void whatWaitsIsSaidWithItsTime() {
        assertThat(ds("deployment update signs -i signs:2").out()).endsWith("""
                Deployment name:          signs
                Waits:                    generation 2, which is handed out at 2026-11-29T01:00:00Z, in 40 hours; generation 1 is handed out now
                """);
        assertThat(ds("deployment get signs").out())
                .contains("""
                Waits:                    generation 2, which is handed out at 2026-11-29T01:00:00Z, in 40 hours; generation 1 is handed out now
                """)
                .contains("Maintenance windows:      0 2 * * SUN Europe/Berlin 2h\n");
        assertThat(ds("deployment ls").out()).isEqualTo("""
                NAME    NAMESPACE   DEPLOYER   PHASE     WAITS          READY   URL   IMAGE     AGE
                signs   default     minikube   Pending   for 40 hours   0/2     -     signs:2   Less than a second
                """);
        assertThat(ds("deployment history signs").out()).isEqualTo("""
                GENERATION   AGE                  HANDED OUT           CALLER        CHANGE
                2            Less than a second   waits                anna@laptop   Asked for image signs:2
                1            Less than a second   Less than a second   anna@laptop   Asked for image signs:1, 2 replicas
                """);
        assertThat(ds("deployment get signs -o json").out()).contains("""
                  "waiting" : {
                    "until" : "2026-11-29T01:00:00Z",
                    "handedOutGeneration" : 1
                  },
                """, "\"maintenanceWindows\" : [ {");

        clock.set(Instant.parse("2026-11-29T01:00:00Z"));
        await().untilAsserted(() -> assertThat(ds("deployment ls").out()).doesNotContain("WAITS"));
        assertThat(ds("deployment history signs").out()).isEqualTo("""
                GENERATION   AGE        HANDED OUT           CALLER        CHANGE
                2            40 hours   Less than a second   anna@laptop   Asked for image signs:2
                1            40 hours   40 hours             anna@laptop   Asked for image signs:1, 2 replicas
                """);
    }

    @Test
    void waitEndsAtOnceWhereNoWindowOpensInItsTime() {
        DsRun.Result result = ds("deployment update signs -i signs:2 --wait");

        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err())
                .isEqualTo("ds: signs waits: generation 2, which is handed out at 2026-11-29T01:00:00Z, in 40 hours;"
                        + " generation 1 is handed out now. --now hands it out at once\n");
    }

    @Test
    void nowHandsOutAndIsInTheHistory() {
        ds("deployment update signs -i signs:2");

        assertThat(ds("deployment update signs --now").out()).doesNotContain("Waits");
        assertThat(ds("deployment restart signs --now").out()).doesNotContain("Waits");
        assertThat(ds("deployment history signs").out())
                .contains(
                        "Asked for image signs:2, handed out at once (--now of anna@laptop)\n",
                        "Asked for a restart, handed out at once (--now)\n");
    }

    @Test
    void aFileSaysWindowsAndApplySaysWhatWaits() {
        String file = ds("deployment export signs").out();
        assertThat(file).contains("""
                  maintenanceWindows:
                  - cron: "0 2 * * SUN"
                    timeZone: Europe/Berlin
                    length: "2h"
                """);
        String changed = file.replace("signs:1", "signs:2");

        assertThat(reading(changed, "deployment apply -f -").out())
                .isEqualTo("signs configured, waits: generation 2, which is handed out at 2026-11-29T01:00:00Z, in 40"
                        + " hours; generation 1 is handed out now\n");
        assertThat(reading(changed, "deployment apply -f -").out()).startsWith("signs unchanged, waits: generation 2");
        assertThat(reading(changed, "deployment apply -f - --now").out()).isEqualTo("signs configured\n");
        assertThat(reading(changed, "deployment diff -f -")).isEqualTo(new DsRun.Result(0, "", ""));
        assertThat(reading(changed.replace("SUN", "FUN"), "deployment apply -f -")
                        .err())
                .isEqualTo(
                        "ds: signs: maintenance window '0 2 * * FUN Europe/Berlin 2h': cron must be minute, hour, day"
                                + " of month, month and day of week of a time that comes, such as '0 2 * * SUN'\n");
    }

    @Test
    void aPauseIsShownUntilItIsResumed() {
        ds("deployment update signs --window ''");
        clock.pass(Duration.ofMinutes(2));
        ds("deployment pause signs");
        clock.pass(Duration.ofMinutes(5));
        assertThat(ds("deployment update signs -i signs:2").out())
                .endsWith(
                        "Waits:                    generation 3, which is handed out when it is resumed; generation 2 is"
                                + " handed out now\n");
        assertThat(ds("deployment get signs").out())
                .contains("Paused:                   for 5 minutes, by anna@laptop (as it said of itself)\n")
                .contains("Paused by anna@laptop, as it said of itself: changes wait until it is resumed\n");
        assertThat(ds("deployment ls").out()).contains("  paused  ");

        assertThat(ds("deployment resume signs").out()).doesNotContain("Waits");
        assertThat(ds("deployment get signs").out()).doesNotContain("Paused: ");
    }

    @Test
    void windowsAndPausesOfADeployerAreShown() {
        assertThat(ds("deployer windows minikube").out()).isEqualTo("""
                Deployer name:        minikube
                Maintenance windows:  none: at any time
                """);
        assertThat(ds("deployer windows minikube --window '0 2 * * 6 UTC 1h' --window '0 2 * * 0 UTC 1h'")
                        .out())
                .isEqualTo("""
                Deployer name:        minikube
                Maintenance windows:  0 2 * * 6 UTC 1h, 0 2 * * 0 UTC 1h
                """);
        ds("deployer pause minikube");
        ds("deployment create --model-name cats -d minikube -i cats:1");
        ds("deployment update cats -i cats:2");
        assertThat(ds("deployment get cats").out())
                .contains("Waits:                    generation 2, which is handed out when its deployer is resumed;")
                .contains("Deployer paused:          for less than a second")
                .contains("Deployer's windows:       0 2 * * 6 UTC 1h, 0 2 * * 0 UTC 1h\n");
        assertThat(ds("deployer resume minikube").out()).doesNotContain("Paused");
        assertThat(ds("deployment get cats").out())
                .contains("which is handed out at 2026-11-28T02:00:00Z, in 17 hours;");
        assertThat(ds("deployer windows minikube --window ''").code()).isZero();
        assertThat(ds("deployment get cats").out()).doesNotContain("Waits");
    }

    @Test
    void aWindowThatIsWrittenOtherwiseIsRefusedBeforeTheGatewayIsAsked() {
        assertThat(ds("deployment update signs --window '0 2 * * SUN 2h'"))
                .isEqualTo(new DsRun.Result(
                        2,
                        "",
                        "ds: --window: '0 2 * * SUN 2h' is not MINUTE HOUR DAY MONTH WEEKDAY ZONE LENGTH, such as"
                                + " '0 2 * * SUN Europe/Berlin 2h'\n"));
        assertThat(ds("deployer windows nobody"))
                .isEqualTo(new DsRun.Result(1, "", "ds: there is no deployer 'nobody'\n"));
    }

    private DsRun.Result ds(String line) {
        return reading("", line);
    }

    private DsRun.Result reading(String input, String line) {
        List<String> words = new ArrayList<>();
        WORD.matcher(line).results().forEach(word -> words.add(word.group(1) != null ? word.group(1) : word.group(2)));
        return new DsRun()
                .with("HOME", "/dev/null")
                .with("USER", "anna")
                .with("HOSTNAME", "laptop")
                .with("DS_GATEWAY", "127.0.0.1:" + gateway.port())
                .with("DS_TOKEN", token)
                .at(clock.instant())
                .reading(input)
                .ds(words.toArray(String[]::new));
    }
}
