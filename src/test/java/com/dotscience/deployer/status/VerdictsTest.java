package com.dotscience.deployer.status;

import static com.dotscience.api.Phase.PHASE_DEGRADED;
import static com.dotscience.api.Phase.PHASE_FAILED;
import static com.dotscience.api.Phase.PHASE_PENDING;
import static com.dotscience.api.Phase.PHASE_PROGRESSING;
import static com.dotscience.api.Phase.PHASE_READY;
import static com.dotscience.api.Phase.PHASE_REMOVING;
import static com.dotscience.deployer.status.Cases.INGRESS;
import static com.dotscience.deployer.status.Cases.SERVICE;
import static com.dotscience.deployer.status.Cases.WANTED;
import static com.dotscience.deployer.status.Cases.condition;
import static com.dotscience.deployer.status.Cases.deployment;
import static com.dotscience.deployer.status.Cases.pod;
import static com.dotscience.deployer.status.Cases.ready;
import static com.dotscience.deployer.status.Cases.situation;
import static com.dotscience.deployer.status.Cases.waiting;
import static com.dotscience.deployer.status.Cases.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Phase;
import com.dotscience.deployer.apply.Failure;
import com.dotscience.deployer.cluster.ObservedPods;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.testing.Pure;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

@Pure
class VerdictsTest {

    private static final String OLD = "example/model:1";
    private static final String NEW = "example/model:2";
    private static final String UNPULLABLE = "The image example/model:2 cannot be pulled (ImagePullBackOff: not found):"
            + " check its name and tag, and that the cluster may read its registry";

    @Test
    void removing() {
        Situation leaving = new Situation(
                WANTED,
                List.of(SERVICE),
                Set.of(),
                List.of(),
                List.of(),
                Optional.of("No longer wanted"),
                Cases.UPTIMES,
                List.of());

        verdict(leaving, PHASE_REMOVING, "No longer wanted");
    }

    @Test
    void removingSaysWhatHoldsItUp() {
        var held = deployment(2, 2, 2)
                .editMetadata()
                .withDeletionTimestamp("2026-01-02T03:04:05Z")
                .withFinalizers("example.com/one", "example.com/two")
                .endMetadata()
                .build();
        Situation leaving = new Situation(
                WANTED,
                List.of(SERVICE, held),
                Set.of(),
                List.of(),
                List.of(),
                Optional.of("No longer wanted"),
                Cases.UPTIMES,
                List.of());

        verdict(
                leaving,
                PHASE_REMOVING,
                "No longer wanted; its Deployment is being deleted and waits for whoever set the finalizer"
                        + " example.com/one, example.com/two");
    }

    @Test
    void removingSaysWhatStillEndsAndWhatShouldHave() {
        Pod ends = deleted(ready(NEW), "2026-01-02T04:59:51Z");
        Pod overdue = deleted(ready(OLD), "2026-01-02T04:59:50Z");

        verdict(left(ends), PHASE_REMOVING, "No longer wanted; 1 pod still ends");
        assertThat(left(ends)).returns(Optional.of(Cases.NOW.plusSeconds(1)), Situation::nextLook);
        verdict(
                left(ends, overdue),
                PHASE_REMOVING,
                "No longer wanted; 2 pods still end; pod ds-a-a-5d9c-1 should have ended by now: see whether its node is"
                        + " well");
    }

    private static Situation left(Pod... pods) {
        return new Situation(
                WANTED,
                List.of(),
                Set.of(),
                List.of(),
                List.of(pods),
                Optional.of("No longer wanted"),
                Cases.UPTIMES,
                List.of());
    }

    /** With a grace period that is over at this time. */
    private static Pod deleted(Pod pod, String time) {
        return pod.edit()
                .editMetadata()
                .withDeletionTimestamp(time)
                .endMetadata()
                .build();
    }

    @Test
    void failingIsDegradedWhereSomethingServes() {
        var failures = List.of(new Failure(Kind.INGRESS, "it is refused"), new Failure(Kind.DEPLOYMENT, "so is this"));

        verdict(situation(List.of(), Set.of(), failures), PHASE_FAILED, "it is refused; so is this");
        verdict(
                situation(List.of(deployment(2, 2, 2).build(), SERVICE), Set.of(), failures),
                PHASE_DEGRADED,
                "it is refused; so is this");
    }

    @Test
    void missing() {
        verdict(situation(List.of(SERVICE), Set.of(), List.of()), PHASE_PENDING, "Its Deployment is not made yet");
    }

    @Test
    void beingDeleted() {
        verdict(
                Cases.of(deployment(2, 2, 2)
                        .editMetadata()
                        .withDeletionTimestamp("2026-01-02T03:04:05Z")
                        .endMetadata()),
                PHASE_PROGRESSING,
                "Somebody deletes its Deployment: it is made again when it is gone");
    }

    @Test
    void notAsWanted() {
        verdict(
                situation(List.of(deployment(2, 2, 2).build(), SERVICE, INGRESS), Set.of(Kind.DEPLOYMENT), List.of()),
                PHASE_PROGRESSING,
                "Its Deployment is not as wanted yet");
    }

    @Test
    void notObserved() {
        verdict(
                Cases.of(deployment(2, 2, 2).editMetadata().withGeneration(4L).endMetadata()),
                PHASE_PROGRESSING,
                "Kubernetes has not looked at the latest change yet");
    }

    @Test
    void serviceOrIngressMissing() {
        verdict(
                situation(List.of(deployment(2, 2, 2).build(), SERVICE), Set.of(), List.of()),
                PHASE_PROGRESSING,
                "Its Ingress is not as wanted yet");
        verdict(
                situation(List.of(deployment(2, 2, 2).build(), SERVICE, INGRESS), Set.of(Kind.SERVICE), List.of()),
                PHASE_PROGRESSING,
                "Its Service is not as wanted yet");
    }

    @Test
    void complete() {
        verdict(Cases.of(deployment(2, 2, 2), ready(NEW)), PHASE_READY, "");
        verdict(
                Cases.of(deployment(0, 0, 0).editSpec().withReplicas(0).endSpec()),
                PHASE_READY,
                "Scaled to 0 replicas: nothing serves");
    }

    @Test
    void whatIsCompleteOnANodeThatIsNotHeardSaysSo() {
        verdict(
                Cases.of(deployment(2, 2, 2), ready(NEW), silent(new PodBuilder(ready(NEW)))),
                PHASE_READY,
                "The kubelet of node a has not been heard of since 2026-01-02T04:00:00Z: what runs there was ready, and runs"
                        + " on as far as is known");
        verdict(
                Cases.of(deployment(2, 2, 1), ready(NEW), silent(pod(NEW))),
                PHASE_PROGRESSING,
                "The kubelet of node a has not been heard of since 2026-01-02T04:00:00Z: nothing is started or ended there"
                        + " until it is back");
    }

    private static Pod silent(PodBuilder pod) {
        return condition(pod, ObservedPods.NODE_HEARD, "False", null)
                .editSpec()
                .withNodeName("a")
                .endSpec()
                .build();
    }

    /** It may end a second later. */
    @Test
    void whatNoProbeAsksIsReadyWhenItHasRunForTenSeconds() {
        String settling =
                "All replicas run, and no readiness probe says that they serve: ready when they have run for 10 s";
        Pod longAgo = running(ready(NEW), "2026-01-02T04:59:50Z");
        Pod justNow = running(ready(NEW), "2026-01-02T04:59:51Z");

        verdict(Cases.of(deployment(2, 2, 2), longAgo, longAgo), PHASE_READY, "");
        verdict(Cases.of(deployment(2, 2, 2), longAgo, justNow), PHASE_PROGRESSING, settling);
        assertThat(Cases.of(deployment(2, 2, 2), longAgo, justNow))
                .returns(Optional.of(Cases.NOW.plusSeconds(1)), Situation::nextLook);
        verdict(Cases.of(deployment(2, 2, 2), longAgo, probed(justNow)), PHASE_READY, "");
        // Where not all of the pods are to be seen, the Deployment says since when.
        verdict(Cases.of(completeSince("2026-01-02T04:59:50Z")), PHASE_READY, "");
        verdict(Cases.of(completeSince("2026-01-02T04:59:51Z")), PHASE_PROGRESSING, settling);
        verdict(Cases.of(completeSince("2026-01-02T04:59:51Z"), longAgo), PHASE_PROGRESSING, settling);
        verdict(Cases.of(deployment(2, 2, 3), longAgo, justNow), PHASE_PROGRESSING, "1 old pod is to end");
    }

    /** It is ready only while the model answers; what else is in the pod, nobody asks. */
    @Test
    void theModelProxysProbeAsksTheModel() {
        Pod justNow = running(ready(NEW), "2026-01-02T04:59:51Z");

        verdict(Cases.of(deployment(2, 2, 2), beside("proxy", justNow), beside("proxy", justNow)), PHASE_READY, "");
        verdict(
                Cases.of(deployment(2, 2, 2), beside("other", justNow), beside("other", justNow)),
                PHASE_PROGRESSING,
                "All replicas run, and no readiness probe says that they serve: ready when they have run for 10 s");
    }

    @Test
    void whatHasCrashedIsReadyWhenItHasOutlastedTheLastTime() {
        Pod first = running(ready(NEW), "2026-01-02T04:00:00Z");
        String once = "Container model ended with exit code 1 and has restarted once: read its log";
        String thrice = "Container model ended with exit code 1 and has restarted 3 times: read its log";

        // It ran for 15 s the last time: 25 s are enough.
        verdict(
                Cases.of(deployment(2, 2, 2), first, probed(crashed(1, 15, "2026-01-02T04:59:36Z"))),
                PHASE_PROGRESSING,
                once);
        verdict(
                Cases.of(deployment(2, 2, 2), first, crashed(1, 15, "2026-01-02T04:59:35Z")),
                PHASE_READY,
                "Container model of pod ds-a-a-5d9c-2 has restarted once, last at 2026-01-02T04:00:00Z after it ended"
                        + " with exit code 1: watch it");
        // After its next crash the kubelet would wait for 40 s.
        verdict(
                Cases.of(deployment(2, 2, 2), first, probed(crashed(3, 15, "2026-01-02T04:59:21Z"))),
                PHASE_DEGRADED,
                thrice);
        assertThat(Cases.of(deployment(2, 2, 2), first, crashed(3, 15, "2026-01-02T04:59:21Z")))
                .returns(Optional.of(Cases.NOW.plusSeconds(1)), Situation::nextLook);
        assertThat(Verdicts.on(Cases.of(deployment(2, 2, 2), first, crashed(3, 15, "2026-01-02T04:59:20Z"))))
                .returns(PHASE_READY, Verdict::phase);
    }

    private static DeploymentBuilder completeSince(String time) {
        return with(deployment(2, 2, 2), "Progressing", "True", "NewReplicaSetAvailable", "complete")
                .editStatus()
                .editLastCondition()
                .withLastUpdateTime(time)
                .endCondition()
                .endStatus();
    }

    private static Pod running(Pod pod, String since) {
        return Cases.container(
                pod.edit(),
                status -> status.withReady(true)
                        .withNewState()
                        .withNewRunning(since)
                        .endState());
    }

    /** Its last run was so long, in seconds, and ended at four. */
    private static Pod crashed(int restarts, int lastRun, String since) {
        return Cases.container(
                ready(NEW).edit(),
                status -> status.withReady(true)
                        .withRestartCount(restarts)
                        .withNewLastState()
                        .withNewTerminated()
                        .withExitCode(1)
                        .withStartedAt(Instant.parse("2026-01-02T04:00:00Z")
                                .minusSeconds(lastRun)
                                .toString())
                        .withFinishedAt("2026-01-02T04:00:00Z")
                        .endTerminated()
                        .endLastState()
                        .withNewState()
                        .withNewRunning(since)
                        .endState());
    }

    /** With a container of that name that has a probe. */
    private static Pod beside(String name, Pod pod) {
        return pod.edit()
                .editSpec()
                .addNewContainer()
                .withName(name)
                .withImage("quay.io/acme/beside:1")
                .withNewReadinessProbe()
                .endReadinessProbe()
                .endContainer()
                .endSpec()
                .build();
    }

    private static Pod probed(Pod pod) {
        return pod.edit()
                .editSpec()
                .editFirstContainer()
                .withNewReadinessProbe()
                .endReadinessProbe()
                .endContainer()
                .endSpec()
                .build();
    }

    @Test
    void paused() {
        verdict(
                Cases.of(deployment(0, 0, 0).editSpec().withPaused(true).endSpec()),
                PHASE_FAILED,
                "Somebody paused the rollout: let it go on with kubectl rollout resume deployment/ds-a-a -n default");
    }

    @Test
    void podStuck() {
        verdict(Cases.of(deployment(2, 0, 2), waiting(NEW, "ImagePullBackOff", "not found")), PHASE_FAILED, UNPULLABLE);
        verdict(
                Cases.of(deployment(2, 1, 2), waiting(NEW, "ImagePullBackOff", "not found"), ready(NEW)),
                PHASE_DEGRADED,
                UNPULLABLE);
    }

    @Test
    void anOldVersionThatStillServesIsSaidSo() {
        verdict(
                Cases.of(deployment(1, 2, 3), ready(OLD), waiting(NEW, "ImagePullBackOff", "not found")),
                PHASE_DEGRADED,
                UNPULLABLE + "; meanwhile the version before still serves, example/model:1");
    }

    @Test
    void whatIsWrongWithOldPodsIsNotTheNewOnesFault() {
        verdict(
                Cases.of(deployment(1, 0, 3), waiting(OLD, "ImagePullBackOff", "gone"), pod(NEW).build()),
                PHASE_PROGRESSING,
                "1 of 2 replicas are updated");
    }

    /** An admission rewrote the image of every pod that was made. */
    @Test
    void podsWhoseImageWasRewrittenAreOfTheTemplateThatTheControllerNames() {
        String mirror = "mirror.example.com/example/model:2";
        var unpullable =
                "The image " + mirror + " cannot be pulled (ImagePullBackOff: not found): check its name and tag,"
                        + " and that the cluster may read its registry";
        DeploymentBuilder progressing =
                with(deployment(2, 1, 2), "Progressing", "True", "ReplicaSetUpdated", progress("hash-of-" + mirror));

        verdict(
                Cases.of(progressing, waiting(mirror, "ImagePullBackOff", "not found"), ready(mirror)),
                PHASE_DEGRADED,
                unpullable);
        verdict(
                situation(
                        List.of(progressing.build(), SERVICE),
                        Set.of(),
                        List.of(new Failure(Kind.INGRESS, "it is refused")),
                        ready(mirror)),
                PHASE_DEGRADED,
                "it is refused");
        // Without a word of the controller: there is nothing older.
        verdict(
                Cases.of(deployment(2, 1, 2), waiting(mirror, "ImagePullBackOff", "not found"), ready(mirror)),
                PHASE_DEGRADED,
                unpullable);
    }

    /** Though their images are those of the Deployment: what was asked for is what is in a template. */
    @Test
    void podsOfAnOlderTemplateAreToldApartByItsHash() {
        Pod older = hash(ready(NEW), "5d9c");
        DeploymentBuilder progressing =
                with(deployment(1, 1, 3), "Progressing", "True", "ReplicaSetUpdated", progress("77fb"));

        verdict(
                Cases.of(progressing, hash(waiting(NEW, "ImagePullBackOff", "not found"), "77fb"), older),
                PHASE_DEGRADED,
                UNPULLABLE + "; meanwhile the version before still serves, example/model:2");
        verdict(
                Cases.of(progressing, hash(waiting(NEW, "ImagePullBackOff", "not found"), "5d9c"), older),
                PHASE_PROGRESSING,
                "1 of 2 replicas are updated");
        // After a rollback its word is of the template before, until there is a pod.
        verdict(
                Cases.of(
                        with(deployment(0, 1, 2), "Progressing", "True", "ReplicaSetUpdated", progress("5d9c")),
                        hash(waiting(NEW, "ImagePullBackOff", "not found"), "5d9c"),
                        older),
                PHASE_PROGRESSING,
                "0 of 2 replicas are updated");
    }

    private static String progress(String hash) {
        return "ReplicaSet \"ds-a-a-" + hash + "\" is progressing.";
    }

    private static Pod hash(Pod pod, String hash) {
        return pod.edit()
                .editMetadata()
                .addToLabels("pod-template-hash", hash)
                .endMetadata()
                .build();
    }

    @Test
    void replicaFailure() {
        verdict(
                Cases.of(with(deployment(0, 0, 0), "ReplicaFailure", "True", "FailedCreate", "exceeded quota")),
                PHASE_FAILED,
                "Pods cannot be made (FailedCreate: exceeded quota): the namespace's quota is used up: free some of it,"
                        + " or ask whoever runs the cluster for more");
        verdict(
                Cases.of(with(deployment(0, 0, 0), "ReplicaFailure", "True", "FailedCreate", "forbidden")),
                PHASE_FAILED,
                "Pods cannot be made (FailedCreate: forbidden): ask whoever runs the cluster to allow them");
    }

    /** Such as the webhook of a sidecar that is down. */
    @Test
    void podsThatAreNotTakenAtPresentAreStillToCome() {
        verdict(
                Cases.of(with(
                                deployment(0, 0, 0),
                                "ReplicaFailure",
                                "True",
                                "FailedCreate",
                                "Internal error occurred: failed calling webhook \"w\"")
                        .editStatus()
                        .editMatchingCondition(condition -> condition.getType().equals("ReplicaFailure"))
                        .withLastTransitionTime("2026-01-02T04:00:00Z")
                        .endCondition()
                        .endStatus()),
                PHASE_PROGRESSING,
                "The API server does not take pods at present, since 2026-01-02T04:00:00Z (FailedCreate: Internal error"
                        + " occurred: failed calling webhook \"w\"): Kubernetes tries again until it does");
    }

    @Test
    void aPodSecurityStandardThatItsNamespaceEnforcesIsSaidInWords() {
        String denial =
                "pods \"ds-cats-1-5d9c-x\" is forbidden: violates PodSecurity \"restricted:latest\": runAsNonRoot"
                        + " != true (pod or container \"model\" must set securityContext.runAsNonRoot=true)";
        verdict(
                Cases.of(with(deployment(0, 0, 0), "ReplicaFailure", "True", "FailedCreate", denial)),
                PHASE_FAILED,
                "Pods cannot be made: its namespace lets only pods run that keep the pod security standard restricted,"
                        + " and these do not (runAsNonRoot != true (pod or container \"model\" must set"
                        + " securityContext.runAsNonRoot=true)): make it in a namespace with a lesser standard, or ask"
                        + " whoever runs the cluster to lower this one's");
    }

    @Test
    void deadlineExceeded() {
        var late = with(deployment(2, 0, 2), "Progressing", "False", "ProgressDeadlineExceeded", "timed out");

        verdict(
                Cases.of(late, pod(NEW).build()),
                PHASE_FAILED,
                "0 of 2 replicas are available, and nothing got better until the deadline: read the model's log");
        verdict(
                Cases.of(
                        late,
                        condition(pod(NEW), "PodScheduled", "False", "full").build()),
                PHASE_FAILED,
                "No node takes the pod (Unschedulable: full): make room for it or add nodes");
    }

    @Test
    void podInTrouble() {
        verdict(
                Cases.of(
                        deployment(2, 0, 2),
                        condition(pod(NEW), "PodScheduled", "False", "full").build()),
                PHASE_PROGRESSING,
                "No node takes the pod (Unschedulable: full): make room for it or add nodes");
    }

    @Test
    void updatingThenStartingThenEndingOldPods() {
        verdict(Cases.of(deployment(1, 2, 3)), PHASE_PROGRESSING, "1 of 2 replicas are updated");
        verdict(Cases.of(deployment(2, 1, 2)), PHASE_PROGRESSING, "1 of 2 replicas are available");
        verdict(Cases.of(deployment(2, 2, 3)), PHASE_PROGRESSING, "1 old pod is to end");
    }

    private static void verdict(Situation situation, Phase phase, String message) {
        assertThat(Verdicts.on(situation)).isEqualTo(new Verdict(phase, message));
    }
}
