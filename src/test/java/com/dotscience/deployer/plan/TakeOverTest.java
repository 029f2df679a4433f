package com.dotscience.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.testing.Pure;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the Go program made is taken over in place, and no pod rolls that need not roll. */
@Pure
class TakeOverTest {

    private static final String APPLIED = "/metadata/annotations/deployer.dotscience.com~1applied";
    private static final Optional<Set<String>> CLASSES = Optional.of(Set.of("nginx", "webhookrelay"));

    private final Planner planner = new Planner();

    /** R3, R6: nothing is created, nothing deleted, no selector and no template touched: metadata, and nothing else. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cats               | DEPLOYMENT | add $APPLIED",
                "cats               | SERVICE    | add $APPLIED",
                "cats               | INGRESS    | add $APPLIED",
                "roadsigns1         | DEPLOYMENT | add $APPLIED, add /metadata/labels/team",
                "roadsigns1         | SERVICE    | add $APPLIED, add /metadata/labels/team",
                "roadsigns1         | INGRESS    | add $APPLIED, add /metadata/labels/team",
                "roadsigns1-updated | DEPLOYMENT | add $APPLIED, add /metadata/labels/owner, add /metadata/labels/team",
                "roadsigns1-updated | SERVICE    | add $APPLIED, add /metadata/labels/team",
                "roadsigns1-updated | INGRESS    | add $APPLIED, add /metadata/labels/team",
            })
    void theFirstPatchIsOfMetadataOnly(String name, Kind kind, String operations) {
        Recording recording = Recording.of(name);

        Plan plan = plan(recording, recording.wanted());

        assertThat(plan.changes()).hasSize(3).extracting(Change::action).containsOnly(Action.UPDATE);
        assertThat(operations(plan, kind).keySet())
                .containsExactlyInAnyOrder((operations + ", replace /metadata/resourceVersion")
                        .replace("$APPLIED", APPLIED)
                        .split(", "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cats", "roadsigns1", "roadsigns1-updated"})
    void afterTheFirstPatchThereIsSilence(String name) {
        Recording recording = Recording.of(name);

        recording.cluster().apply(plan(recording, recording.wanted()));

        Plan second = plan(recording, recording.wanted());
        assertThat(second).isEqualTo(new Plan(recording.wanted().getId(), List.of(), List.of(), List.of()));
    }

    @Test
    void theReadinessProbeComesAndTheLivenessProbeGoesWithTheNextRealChangeOfTheTemplate() {
        Recording recording = takenOver("roadsigns1");
        Deployment wanted = withImage(recording.wanted(), "model:2");

        Plan plan = plan(recording, wanted);

        assertThat(plan.changes()).extracting(Change::action).containsExactly(Action.UPDATE);
        Map<String, String> operations = operations(plan, Kind.DEPLOYMENT);
        operations.keySet().removeIf(operation -> operation.endsWith(APPLIED));
        assertThat(operations)
                .containsEntry("replace /spec/template/spec/containers/0/image", "\"model:2\"")
                .containsEntry("remove /spec/template/spec/containers/1/livenessProbe", "")
                .containsEntry(
                        "add /spec/template/spec/containers/1/readinessProbe",
                        "{\"httpGet\":{\"path\":\"/health\",\"port\":9502}}")
                .hasSize(4);
        recording.cluster().apply(plan);
        assertThat(plan(recording, wanted).changes()).isEmpty();
    }

    @Test
    void aScaleIsNoChangeOfTheTemplate() {
        Recording recording = takenOver("roadsigns1");
        Deployment.Builder wanted = recording.wanted().toBuilder();
        wanted.getDeploymentBuilder().setReplicas(5);

        Plan plan = plan(recording, wanted.build());

        assertThat(plan.changes()).extracting(Change::action).containsExactly(Action.SCALE);
        assertThat(operations(plan, Kind.DEPLOYMENT))
                .containsOnlyKeys("replace /spec/replicas", "replace /metadata/resourceVersion");
    }

    @Test
    void theRecordKeepsTheTruthAboutTheProbes() {
        Recording recording = takenOver("roadsigns1");
        assertThat(proxyProbesListed(recording)).containsExactly("livenessProbe");

        Deployment wanted = withImage(recording.wanted(), "model:2");
        recording.cluster().apply(plan(recording, wanted));

        assertThat(proxyProbesListed(recording)).containsExactly("readinessProbe");
    }

    /** R6: the Go program's own update set it, so it is ours, and what somebody takes out comes back at once. */
    @Test
    void aProbeOfOursThatSomebodyRemovedIsSetBackAtOnce() {
        Recording recording = takenOver("roadsigns1-updated");
        recording
                .cluster()
                .tree(Kind.DEPLOYMENT)
                .withObject("/spec/template/spec/containers/1")
                .remove("readinessProbe");

        Plan plan = plan(recording, recording.wanted());

        assertThat(operations(plan, Kind.DEPLOYMENT))
                .containsKey("add /spec/template/spec/containers/1/readinessProbe");
    }

    private Recording takenOver(String name) {
        Recording recording = Recording.of(name);
        recording.cluster().apply(plan(recording, recording.wanted()));
        return recording;
    }

    private Plan plan(Recording recording, Deployment wanted) {
        return planner.plan(wanted, recording.identity(), recording.cluster().observed(), CLASSES);
    }

    private static Deployment withImage(Deployment wanted, String image) {
        Deployment.Builder builder = wanted.toBuilder();
        builder.getDeploymentBuilder().setImage(image);
        return builder.build();
    }

    private static List<String> proxyProbesListed(Recording recording) {
        JsonNode record = recording
                .cluster()
                .read(recording.cluster().tree(Kind.DEPLOYMENT).at(APPLIED).asText());
        List<String> probes = new ArrayList<>();
        record.at("/spec/template/spec/containers/proxy").fieldNames().forEachRemaining(field -> {
            if (field.endsWith("Probe")) {
                probes.add(field);
            }
        });
        return probes;
    }

    private static Map<String, String> operations(Plan plan, Kind kind) {
        return plan.changes().stream()
                .filter(change -> change.kind() == kind)
                .findFirst()
                .map(new FakeCluster()::operations)
                .orElseThrow();
    }
}
