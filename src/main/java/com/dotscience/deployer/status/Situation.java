package com.dotscience.deployer.status;

import com.dotscience.api.Deployment;
import com.dotscience.deployer.apply.Failure;
import com.dotscience.deployer.apply.NotSticking;
import com.dotscience.deployer.manifest.ObjectName;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.deployer.plan.Rollout;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All that is known of one model deployment.
 *
 * @param wanted what was asked for; of one that is not wanted any more its id and name
 * @param own the objects in the cluster that are its own
 * @param pending the kinds of object that are not yet as wanted: what runs then is not what was asked for (R8)
 * @param pods of its Deployment; none if they cannot be read
 * @param leaving why the objects of one that is not wanted any more are still there, a sentence for people
 * @param uptimes since when its containers run
 * @param rivals the Ingresses of others that are reached under its address
 * @param rewritten the fields that do not stay as they were written
 */
record Situation(
        Deployment wanted,
        List<HasMetadata> own,
        Set<Kind> pending,
        Collection<Failure> failures,
        List<Pod> pods,
        Optional<String> leaving,
        Uptimes uptimes,
        List<HasMetadata> rivals,
        List<NotSticking> rewritten) {

    /** Where everything stays as it was written. */
    Situation(
            Deployment wanted,
            List<HasMetadata> own,
            Set<Kind> pending,
            Collection<Failure> failures,
            List<Pod> pods,
            Optional<String> leaving,
            Uptimes uptimes,
            List<HasMetadata> rivals) {
        this(wanted, own, pending, failures, pods, leaving, uptimes, rivals, List.of());
    }

    /** Where it has moved there are two until the new one is ready: the one that is wanted counts. */
    Optional<io.fabric8.kubernetes.api.model.apps.Deployment> deployment() {
        return own.stream()
                .filter(io.fabric8.kubernetes.api.model.apps.Deployment.class::isInstance)
                .map(io.fabric8.kubernetes.api.model.apps.Deployment.class::cast)
                .max(Comparator.comparing(this::isInPlace));
    }

    private boolean isInPlace(HasMetadata object) {
        ObjectName name = ObjectName.of(wanted);
        return name.name().equals(object.getMetadata().getName())
                && name.namespace().equals(object.getMetadata().getNamespace());
    }

    boolean isThere(Kind kind) {
        return own.stream().anyMatch(object -> object.getKind().equals(kind.toString()));
    }

    boolean wantsService() {
        return wanted.getService().getPortsCount() > 0;
    }

    boolean wantsIngress() {
        return wantsService()
                && !(wanted.getIngress().getHost().isEmpty()
                        && wanted.getIngress().getClass_().isEmpty());
    }

    Rollout rollout() {
        return deployment().map(Rollout::of).orElse(new Rollout(0, 0, 0, 0, 0, false));
    }

    RolloutPods rolloutPods() {
        return deployment()
                .map(deployment -> RolloutPods.of(deployment, pods, uptimes))
                .orElse(new RolloutPods(List.of(), List.of(), uptimes));
    }

    /** Whether everything that is wanted serves and nothing old is left (R8), and it is to be believed that it stays so. */
    boolean complete() {
        return rollout().complete()
                && settling().isEmpty()
                && rolloutPods().present().stream()
                        .allMatch(pod -> Crashes.provenAt(pod, uptimes).isEmpty());
    }

    /** When a complete rollout will have run for long enough to be believed; empty if it has. */
    Optional<Instant> settling() {
        return deployment()
                .filter(deployment -> rollout().complete())
                .flatMap(deployment -> Settling.until(
                        deployment, rolloutPods().present(), rollout().wanted(), uptimes));
    }

    /** When it is to be looked at again although nothing happens; empty if never. */
    Optional<Instant> nextLook() {
        return Stream.of(
                        settling().stream(),
                        rolloutPods().present().stream().flatMap(pod -> Crashes.provenAt(pod, uptimes).stream()),
                        TerminatingPods.nextLook(podsLeft(), uptimes.now()).stream(),
                        rewritten.stream()
                                .filter(field -> !field.atAdmission())
                                .map(NotSticking::until)
                                .filter(until -> until.isAfter(uptimes.now())))
                .flatMap(times -> times)
                .min(Comparator.naturalOrder());
    }

    /** Whether predictions are answered, by the wanted version or an older one. */
    boolean servable() {
        return rollout().ready() > 0 && (!wantsService() || isThere(Kind.SERVICE));
    }

    /** The image that serves, as far as it can be known. */
    Optional<String> servingImage() {
        Optional<String> ofPods = rolloutPods().servingImage();
        Rollout rollout = rollout();
        // Without pods to look at: all there are is of the present template.
        return ofPods.isPresent() || rollout.ready() == 0 || !rollout.observed() || rollout.total() > rollout.updated()
                ? ofPods
                : deployment()
                        .flatMap(deployment -> RolloutPods.modelImage(
                                deployment.getSpec().getTemplate().getSpec().getContainers()));
    }

    /** Of what is not wanted any more and has no objects left. */
    List<Pod> podsLeft() {
        return leaving.isPresent() && own.isEmpty() ? pods : List.of();
    }

    /** A condition of the Deployment. */
    Optional<DeploymentCondition> condition(String type) {
        return deployment()
                .flatMap(deployment -> Optional.ofNullable(deployment.getStatus()))
                .flatMap(status -> status.getConditions().stream()
                        .filter(condition -> condition.getType().equals(type))
                        .findFirst());
    }
}
