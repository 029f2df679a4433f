package com.dotscience.deployer.status;

import com.dotscience.api.Deployment;
import com.dotscience.deployer.apply.Failure;
import com.dotscience.deployer.apply.NotSticking;
import com.dotscience.deployer.manifest.IngressManifest;
import com.dotscience.deployer.manifest.ObjectName;
import com.dotscience.deployer.manifest.RouteManifest;
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
 * All that is known of one model deployment at one moment. Verdicts and reports are made from this value alone, so that they
 * are easy to test.
 *
 * @param wanted what was asked for; only the id and the name if it is not wanted any more
 * @param own the objects in the cluster that belong to it
 * @param pending the kinds of object that are not yet as wanted: what runs is then not what was asked for (R8)
 * @param pods of its Deployment; none if they cannot be read
 * @param leaving why its objects still exist although it is not wanted any more, a sentence for people
 * @param uptimes since when its containers have been running
 * @param rivals the Ingresses and HTTPRoutes of others that have the same address
 * @param rewritten the fields that do not stay as they were written
 * @param leading of a canary, the HTTPRoutes of its model deployment that lead requests to it
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
        List<NotSticking> rewritten,
        List<HasMetadata> leading) {

    /** Creates a situation of what is no canary that an HTTPRoute leads to. */
    Situation(
            Deployment wanted,
            List<HasMetadata> own,
            Set<Kind> pending,
            Collection<Failure> failures,
            List<Pod> pods,
            Optional<String> leaving,
            Uptimes uptimes,
            List<HasMetadata> rivals,
            List<NotSticking> rewritten) {
        this(wanted, own, pending, failures, pods, leaving, uptimes, rivals, rewritten, List.of());
    }

    /** Creates a situation in which every field stays as it was written, too. */
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

    /**
     * Returns its Deployment. After a move to another namespace or name there are two until the new one is ready; the one that
     * is wanted counts.
     */
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

    boolean wantsRoute() {
        return RouteManifest.isWanted(wanted);
    }

    boolean wantsIngress() {
        return IngressManifest.isWanted(wanted);
    }

    Rollout rollout() {
        return deployment().map(Rollout::of).orElse(new Rollout(0, 0, 0, 0, 0, false));
    }

    RolloutPods rolloutPods() {
        return deployment()
                .map(deployment -> RolloutPods.of(deployment, pods, uptimes))
                .orElse(new RolloutPods(List.of(), List.of(), uptimes));
    }

    /**
     * Says whether everything that is wanted serves, nothing old is left (R8), and all of it has run for long enough to be
     * believed.
     */
    boolean complete() {
        return rollout().complete()
                && settling().isEmpty()
                && rolloutPods().present().stream()
                        .allMatch(pod -> Crashes.provenAt(pod, uptimes).isEmpty());
    }

    /** Returns when a complete rollout has run for long enough to be believed; empty if it has already. */
    Optional<Instant> settling() {
        return deployment()
                .filter(deployment -> rollout().complete())
                .flatMap(deployment -> Settling.until(
                        deployment, rolloutPods().present(), rollout().wanted(), uptimes));
    }

    /** Returns when the deployer has to look at it again although no event comes; empty if it need not. */
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

    /** Says whether predictions are answered, by the wanted version or an older one. */
    boolean servable() {
        return rollout().ready() > 0 && (!wantsService() || isThere(Kind.SERVICE));
    }

    /** Returns the image that serves; empty if that cannot be known. */
    Optional<String> servingImage() {
        Optional<String> ofPods = rolloutPods().servingImage();
        Rollout rollout = rollout();
        // Without pods to read, the template tells the image only if the Deployment reports no pod of an older one.
        return ofPods.isPresent() || rollout.ready() == 0 || !rollout.observed() || rollout.total() > rollout.updated()
                ? ofPods
                : deployment()
                        .flatMap(deployment -> RolloutPods.modelImage(
                                deployment.getSpec().getTemplate().getSpec().getContainers()));
    }

    /** Returns the pods that are left of a model deployment that is not wanted any more and has no objects left. */
    List<Pod> podsLeft() {
        return leaving.isPresent() && own.isEmpty() ? pods : List.of();
    }

    /** Returns the condition of the Deployment that has this type. */
    Optional<DeploymentCondition> condition(String type) {
        return deployment()
                .flatMap(deployment -> Optional.ofNullable(deployment.getStatus()))
                .flatMap(status -> status.getConditions().stream()
                        .filter(condition -> condition.getType().equals(type))
                        .findFirst());
    }
}
