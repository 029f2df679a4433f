package com.dotscience.deployer.plan;

import com.dotscience.api.ClusterContract;
import com.dotscience.api.Deployment;
import com.dotscience.deployer.manifest.OptionalObjects;
import com.dotscience.deployer.manifest.ServedVersions;
import com.dotscience.deployer.plan.Decision.Wait;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What becomes of the objects of optional kinds that a model deployment asks for.
 *
 * @param served the versions in which they can be made
 * @param waiting the kinds whose objects are not known yet: whether one has to be made is decided when they are
 * @param lacking the kinds of which there can be none, with the reason for people
 * @param ownMost how many replicas the autoscaler that is asked for allows, whether or not it can be made; 0 if none is asked for, or
 *     that of somebody else takes its place
 */
record Wishes(ServedVersions served, List<Decision> waiting, Map<Kind, String> lacking, long ownMost) {

    private static final Wishes NONE = new Wishes(ServedVersions.NONE, List.of(), Map.of(), 0);

    static Wishes of(Deployment wanted, Observed observed) {
        List<String> kinds = OptionalObjects.kinds(wanted);
        Optional<String> leftToOthers = OthersAutoscaler.sentence(wanted, observed);
        if (kinds.isEmpty() && leftToOthers.isEmpty()) {
            return NONE;
        }
        Map<String, String> served = new HashMap<>();
        List<Decision> waiting = new ArrayList<>();
        Map<Kind, String> lacking = new EnumMap<>(Kind.class);
        leftToOthers.ifPresent(words -> lacking.put(Kind.HORIZONTAL_POD_AUTOSCALER, words));
        for (String kind : kinds) {
            KindAccess access = observed.access(Kind.named(kind));
            if (lacking.containsKey(Kind.named(kind))) {
                continue;
            }
            if (access instanceof KindAccess.Known known) {
                OptionalObjects.impossible(wanted, kind, known.apiVersion())
                        .ifPresentOrElse(
                                words -> lacking.put(Kind.named(kind), words),
                                () -> served.put(kind, known.apiVersion()));
            } else if (access instanceof KindAccess.Missing missing) {
                lacking.put(Kind.named(kind), missing.sentence());
            } else {
                waiting.add(new Wait("The " + kind + "s of the cluster are not known yet"));
            }
        }
        return new Wishes(
                new ServedVersions(served),
                waiting,
                lacking,
                observed.scaling().other().isPresent()
                        ? 0
                        : wanted.getDeployment().getAutoscaling().getMaxReplicas());
    }

    /**
     * Keeps noted on the Deployment, beside the kinds that are asked for, those of which objects are left: a deployer that starts
     * before they are deleted looks for them.
     */
    void noteLeftovers(io.fabric8.kubernetes.api.model.apps.Deployment wanted, List<HasMetadata> own) {
        TreeSet<String> left = new TreeSet<>();
        own.stream().map(Kind::of).filter(Kind::isOptional).map(Kind::toString).forEach(left::add);
        if (left.isEmpty()) {
            return;
        }
        String asked = wanted.getMetadata().getAnnotations().get(ClusterContract.KINDS_ANNOTATION);
        if (asked != null) {
            left.addAll(List.of(asked.split(",")));
        }
        wanted.setMetadata(new ObjectMetaBuilder(wanted.getMetadata())
                .addToAnnotations(ClusterContract.KINDS_ANNOTATION, String.join(",", left))
                .build());
    }
}
