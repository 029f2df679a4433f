package com.dotscience.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.AnswerCounts;
import com.dotscience.api.DeployerGrpc;
import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentFilter;
import com.dotscience.api.Phase;
import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.api.management.FleetMember;
import com.dotscience.api.management.FleetUpdate;
import com.dotscience.api.management.GetFleetUpdateRequest;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.gateway.OpenStream;
import com.dotscience.gateway.TestDeployer;
import com.dotscience.gateway.TestGateway;
import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.HandClock;
import com.dotscience.testing.Readme;
import com.dotscience.testing.Readme.Block;
import com.dotscience.testing.Readme.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/ds.md} shows beside the demo, typed at a real Gateway whose time a test moves, and what is printed then. */
@Embedded
class ExamplesOfDsTest {

    /** A Friday, 40 hours before the window of the docs opens. */
    private static final Instant NOW = Instant.parse("2026-11-27T09:00:00Z");

    private static final String KNOWS = "tombstones,revisions,hosts,tls,route,canary,readiness";
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    private static final String ON_NGINX =
            "ds deployment create --model-name roadsigns -d minikube -i quay.io/acme/roadsigns:1 -r 2"
                    + " --host roadsigns.example.com --ingress-class nginx";

    private final Map<String, List<Block>> document = Readme.document("ds.md").blocks();
    private final HandClock clock = new HandClock(NOW);
    private final Map<String, TestDeployer> deployers = new TreeMap<>();
    private final List<OpenStream<Deployment>> streams = new ArrayList<>();
    private TestGateway gateway;

    @BeforeEach
    void start(@TempDir Path directory) {
        gateway = TestGateway.on(GatewayOptions.embeddedDatabase(directory), clock);
    }

    @AfterEach
    void stop() {
        streams.forEach(OpenStream::close);
        gateway.close();
    }

    /** ReadmeIT types those that begin with a prompt at the demo; WhatPodsAreGivenTest and FilesOfModelDeploymentsTest have the others. */
    @Test
    void everyExampleIsTypedByATest() {
        assertThat(document.entrySet().stream()
                        .map(section -> section.getKey() + ": "
                                + section.getValue().stream()
                                        .filter(block -> !block.language().equals("console"))
                                        .count())
                        .filter(section -> !section.endsWith(": 0")))
                .containsExactly(
                        "## Files: 2",
                        "## What pods are given: 5",
                        "## The way from outside: 2",
                        "## History and the way back: 1",
                        "## Maintenance windows and pauses: 2",
                        "## Canaries: 3",
                        "## A fleet of deployers: 3");
    }

    @Test
    void theWayFromOutside() {
        connect("minikube");
        ds("ds deployment create --model-name llama -d minikube -i quay.io/acme/llama:3");

        script("## The way from outside", 0);
        assertThat(ds("ds deployment get llama"))
                .contains("llama.example.org", "/models/llama", "llama-cert", "nginx.ingress.kubernetes.io/limit-rps");
        ds("ds deployment rm llama");
        ds("ds deployment create --model-name llama -d minikube -i quay.io/acme/llama:3 --host llama.example.com");

        script("## The way from outside", 1);
        assertThat(ds("ds deployment get llama")).contains("infra/public", "llama.example.com");
    }

    @Test
    void theHistory() {
        connect("minikube");
        clock.set(NOW.minus(Duration.ofDays(3)));
        ds("ds deployment create --model-name roadsigns -d minikube -i quay.io/acme/roadsigns:1 -r 2");
        clock.set(NOW.minus(Duration.ofMinutes(4)));
        ds("ds deployment update roadsigns -i quay.io/acme/roadsigns:2");
        clock.set(NOW);

        shown(block("## History and the way back", 0).commands().get(0));
    }

    @Test
    void maintenanceWindows() {
        connect("minikube");
        clock.set(NOW.minus(Duration.ofDays(3)));
        ds("ds deployment create --model-name roadsigns -d minikube -i quay.io/acme/roadsigns:1 -r 2");
        ds("ds deployment create --model-name llama -d minikube -i quay.io/acme/llama:3");
        clock.set(NOW.minus(Duration.ofSeconds(230)));
        ds("ds deployment update roadsigns -i quay.io/acme/roadsigns:2");
        report("minikube", "roadsigns", Phase.PHASE_READY, "", 2, 2);

        script("## Maintenance windows and pauses", 0);
        ds("ds deployment rm llama");
        List<Command> commands = block("## Maintenance windows and pauses", 1).commands();
        clock.set(NOW);
        shown(commands.get(0));
        shown(commands.get(1));
        clock.pass(Duration.ofSeconds(10));
        shown(commands.get(2));
    }

    @Test
    void aCanaryAndItsPromotion() {
        connect("minikube");
        ds(ON_NGINX);

        script("## Canaries", 0);

        assertThat(ds("ds deployment history roadsigns"))
                .contains(
                        "Canary: 10 of 100 requests to image quay.io/acme/roadsigns:2\n",
                        "Canary: 50 of 100 requests to image quay.io/acme/roadsigns:2\n",
                        "Promoted the canary: image quay.io/acme/roadsigns:2\n");
    }

    @Test
    void theStepsOfACanary() {
        connect("minikube");
        ds(ON_NGINX);

        script("## Canaries", 1);
        answers(0);
        clock.pass(Duration.ofMinutes(1));
        answers(12);

        String expected = spaced(block("## Canaries", 2).text());
        await().untilAsserted(() ->
                assertThat(spaced(ds("ds deployment get roadsigns"))).contains(expected));
    }

    @Test
    void labelsOfDeployers() {
        connect("oregon");

        script("## A fleet of deployers", 0);

        assertThat(ds("ds deployer ls -l site=eu -o name")).isEqualTo("frankfurt\n");
        assertThat(ds("ds deployer ls -l site=us,tier=prod,!draft -o name")).isEqualTo("oregon\n");
    }

    @Test
    void aFleetUpdateAsItGoesOn() {
        deployers.put("paris", gateway.createDeployer("paris"));
        Stream.of("amsterdam", "frankfurt", "madrid").forEach(this::connect);
        for (String deployer : List.of("amsterdam", "frankfurt", "madrid", "paris")) {
            ds("ds deployer label " + deployer + " site=eu");
            ds("ds deployment create --model-name roadsigns -d " + deployer + " -i quay.io/acme/roadsigns:1 -r 2");
        }
        for (String stage : List.of("one", "two")) {
            ds("ds deployment update roadsigns --deployer-label site=eu --label stage=" + stage);
            ds("ds fleet stop roadsigns");
        }

        dsOf(commands("## A fleet of deployers", 1).get(0));
        for (String deployer : List.of("amsterdam", "frankfurt")) {
            awaitUpdating(deployer);
            report(deployer, "roadsigns", Phase.PHASE_READY, "", 2, 2);
        }
        awaitUpdating("madrid");
        report("madrid", "roadsigns", Phase.PHASE_PROGRESSING, "1 of 2 replicas are ready", 1, 2);
        clock.pass(Duration.ofMinutes(4));

        Command shown = block("## A fleet of deployers", 2).commands().get(0);
        await().untilAsserted(() -> shown(shown));

        connect("paris");
        report("madrid", "roadsigns", Phase.PHASE_READY, "", 2, 2);
        awaitUpdating("paris");
        report("paris", "roadsigns", Phase.PHASE_READY, "", 2, 2);
        assertThat(dsOf(commands("## A fleet of deployers", 1).get(1))).endsWith("Done, 4 of 4 ready\n");
    }

    private void awaitUpdating(String deployer) {
        await().until(() -> fleet().getMembersList().stream()
                .anyMatch(member ->
                        member.getDeployerName().equals(deployer) && member.getState() == FleetMember.State.UPDATING));
    }

    private FleetUpdate fleet() {
        return gateway.management()
                .getFleetUpdate(GetFleetUpdateRequest.newBuilder()
                        .setUpdate("roadsigns")
                        .build());
    }

    private void answers(int number) {
        DeployerGrpc.newBlockingStub(deployers.get("minikube").channel(KNOWS))
                .updateDeployment(UpdateDeploymentRequest.newBuilder()
                        .setId(known("minikube", "roadsigns").getDeployment().getId() + "-canary")
                        .setPhase(Phase.PHASE_READY)
                        .setRevision(
                                known("minikube", "roadsigns").getDeployment().getRevision())
                        .addAnswers(AnswerCounts.newBuilder().setPod("pod").setAnswers(number))
                        .build());
    }

    /** The deployer says this of what it was given. */
    private void report(String deployer, String name, Phase phase, String message, int ready, int wanted) {
        Deployment given = DeployerGrpc.newBlockingStub(deployers.get(deployer).channel(KNOWS))
                .listDeployments(DeploymentFilter.getDefaultInstance())
                .getDeploymentsList()
                .stream()
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
        DeployerGrpc.newBlockingStub(deployers.get(deployer).channel(KNOWS))
                .updateDeployment(UpdateDeploymentRequest.newBuilder()
                        .setId(given.getId())
                        .setPhase(phase)
                        .setMessage(message)
                        .setRevision(given.getRevision())
                        .setReadyReplicas(ready)
                        .setUpdatedReplicas(wanted)
                        .setAvailableReplicas(ready)
                        .setDesiredReplicas(wanted)
                        .build());
    }

    private ModelDeployment known(String deployer, String name) {
        return gateway.list().stream()
                .filter(each -> each.getDeployerName().equals(deployer))
                .filter(each -> each.getDeployment().getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Its open stream is what keeps it online, whatever the time is. */
    private void connect(String deployer) {
        TestDeployer connected = deployers.computeIfAbsent(deployer, gateway::createDeployer);
        streams.add(OpenStream.open(
                        connected.channel(KNOWS),
                        DeployerGrpc.getStreamDeploymentsMethod(),
                        DeploymentFilter.getDefaultInstance(),
                        true)
                .awaitHeaders());
    }

    private Block block(String section, int number) {
        return document.get(section).get(number);
    }

    private List<String> commands(String section, int number) {
        return Stream.of(block(section, number).text().split("(?<!\\\\)\n")).toList();
    }

    private void script(String section, int number) {
        commands(section, number).forEach(this::dsOf);
    }

    /** Types a command, and expects what is shown of its output; three dots on a line stand for anything. */
    private void shown(Command command) {
        String expected = Stream.of(spaced(command.output()).split("(?m)^\\.\\.\\.\n", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining("(?s:.*)"));
        assertThat(spaced(dsOf(command.line()))).matches(expected);
    }

    /** The width of a column depends on what stands in it. */
    private static String spaced(String printed) {
        return printed.replaceAll("  +", "  ").replaceAll(" +(?=\n)", "");
    }

    private String dsOf(String line) {
        assertThat(line).startsWith("ds ");
        return ds(line);
    }

    private String ds(String line) {
        List<String> words = new ArrayList<>();
        WORD.matcher(line.substring("ds ".length()).replace("\\\n", " "))
                .results()
                .forEach(word -> words.add(word.group(1) != null ? word.group(1) : word.group(2)));
        DsRun.Result result = new DsRun()
                .with("HOME", "/dev/null")
                .with("USER", "anna")
                .with("HOSTNAME", "laptop")
                .with("DS_GATEWAY", "http://127.0.0.1:" + gateway.port())
                .with("DS_TOKEN", gateway.adminToken())
                .at(clock.instant())
                .ds(words.toArray(String[]::new));
        assertThat(result.code()).as(line + "\n" + result.err()).isZero();
        return result.out();
    }
}
