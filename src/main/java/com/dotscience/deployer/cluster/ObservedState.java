package com.dotscience.deployer.cluster;

import com.dotscience.api.CanaryId;
import com.dotscience.deployer.cluster.informer.Informers;
import com.dotscience.deployer.cluster.informer.ObjectInformer;
import com.dotscience.deployer.cluster.informer.OwnerMetadata;
import com.dotscience.deployer.plan.Hold;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.deployer.plan.KindAccess;
import com.dotscience.deployer.plan.ObjectKey;
import com.dotscience.deployer.plan.Observed;
import com.dotscience.deployer.plan.Scaling;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The objects in the cluster as they are known best: what the informers show, and laid over it what the API server answered to us
 * directly and the informers do not show yet (R5). Each question is answered from memory, and all but {@link #ids} at a cost that
 * does not grow with the fleet (R9). Thread-safe.
 */
public final class ObservedState {

    private final Informers informers;
    private final TemporaryResourceCache answered = new TemporaryResourceCache();
    private final WrittenObjects written = new WrittenObjects();
    private final ObservedPods pods;
    private volatile boolean synced;

    ObservedState(Informers informers) {
        this.informers = informers;
        this.pods = new ObservedPods(informers, key -> get(key).isPresent());
    }

    /** Whether everything is known; before that nothing may be planned (R1). Once true, it stays true. */
    public boolean synced() {
        return synced;
    }

    /** Asks again for what a deployer may do without, where it was not allowed to read it: somebody may have allowed it since. */
    public void retryRefused() {
        informers.retryRefused();
    }

    /** Looks for the objects of these optional kinds, unless that was done before; an event follows when they are known. */
    public void ask(Collection<String> kinds) {
        if (!kinds.isEmpty()) {
            informers.optionalKinds().ask(kinds.stream().map(Kind::named).toList());
        }
    }

    /** Looks for another version of an optional kind: the API server does not know the one in which an object of it was written. */
    public void notServed(Kind kind) {
        informers.optionalKinds().notServed(kind);
    }

    /** What is known in a namespace of the optional kinds that were asked for. */
    public Map<Kind, KindAccess> access(String namespace) {
        return informers.optionalKinds().access(namespace);
    }

    /** Whether an optional kind was asked for of which it is not known yet whether it can be had. */
    public boolean isLooking() {
        return informers.optionalKinds().isLooking();
    }

    /** The optional kinds of which Deployments say that objects belong to them. */
    Set<Kind> notedKinds() {
        Set<String> outsiders = answered.keys().stream()
                .flatMap(key -> get(key).stream())
                .flatMap(object -> OwnerMetadata.optionalKinds(object).stream())
                .collect(Collectors.toSet());
        return Kind.optional().stream()
                .filter(kind -> outsiders.contains(kind.toString())
                        || informers.objects().isNoted(kind))
                .collect(Collectors.toSet());
    }

    /** The hold that is written in the cluster, whether or not it is over; empty if there is none, or it may not be read. */
    public Optional<Hold> hold() {
        return informers.hold();
    }

    void becomeSynced() {
        synced = true;
    }

    /**
     * What matters to one model deployment: the objects that carry its id or were written for it, and whatever is where its objects
     * shall be.
     *
     * @param namespace where its objects shall be; null if it is not wanted
     * @param name of the objects that it shall have; null if it is not wanted
     */
    public Observed of(String id, String namespace, String name) {
        Set<ObjectKey> shallBe = name == null ? Set.of() : keys(namespace, name);
        Set<ObjectKey> candidates = new HashSet<>(shallBe);
        informers.objects().withId(id).forEach(candidates::add);
        candidates.addAll(answered.keysOf(id));
        candidates.addAll(written.keysOf(id));
        List<HasMetadata> objects = new ArrayList<>();
        for (ObjectKey key : candidates) {
            get(key).filter(object -> shallBe.contains(key) || carries(id, object) || written.has(id, object))
                    .ifPresent(objects::add);
        }
        return new Observed(objects, name == null ? Scaling.NONE : scaling(id, namespace, name))
                .written(objects.stream()
                        .filter(object -> written.has(id, object))
                        .map(object -> object.getMetadata().getUid())
                        .collect(Collectors.toSet()))
                .access(name == null ? Map.of() : access(namespace));
    }

    /** An autoscaler that does not carry the id is that of somebody else, whatever its name is. */
    private Scaling scaling(String id, String namespace, String name) {
        List<HasMetadata> autoscalers = informers
                .autoscalers()
                .of(new ObjectKey(Kind.DEPLOYMENT, namespace, name))
                .toList();
        Optional<Scaling> other = autoscalers.stream()
                .filter(autoscaler -> !isOwn(id, autoscaler))
                .map(autoscaler -> autoscaler.getKind() + " " + namespace + "/"
                        + autoscaler.getMetadata().getName())
                .sorted()
                .findFirst()
                .map(Scaling::of);
        return other.orElseGet(
                () -> autoscalers.isEmpty() && !isOwnThere(id, namespace, name) ? Scaling.NONE : Scaling.OWN);
    }

    /** The API server's answer shows the deployer's own before the informers do. */
    private boolean isOwnThere(String id, String namespace, String name) {
        return get(new ObjectKey(Kind.HORIZONTAL_POD_AUTOSCALER, namespace, name))
                .filter(autoscaler -> isOwn(id, autoscaler))
                .isPresent();
    }

    /** What makes autoscalers is never the deployer's. */
    private boolean isOwn(String id, HasMetadata autoscaler) {
        return Kind.HORIZONTAL_POD_AUTOSCALER.toString().equals(autoscaler.getKind())
                && (carries(id, autoscaler) || written.has(id, autoscaler));
    }

    /** The ids that own at least one object of this identity. */
    public Set<String> ids(String identity) {
        return ofIdentity(identity)
                .flatMap(object -> OwnerMetadata.id(object).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private Stream<HasMetadata> ofIdentity(String identity) {
        return Stream.concat(informers.objects().withIdentity(identity), answered.keys().stream())
                .distinct()
                .flatMap(key -> get(key).stream())
                .filter(object ->
                        OwnerMetadata.identity(object).filter(identity::equals).isPresent());
    }

    /** Whether there is at least one object of this identity. */
    public boolean owns(String identity) {
        return ofIdentity(identity).findAny().isPresent();
    }

    /** Whether there is at least one object of any deployer. */
    public boolean isAnythingOwned() {
        return !informers.objects().isEmpty();
    }

    /** The names of the cluster's IngressClasses; empty if they cannot be read. */
    public Optional<Set<String>> ingressClasses() {
        return informers.ingressClasses();
    }

    /** The pods of model deployments. */
    public ObservedPods pods() {
        return pods;
    }

    /**
     * The Ingresses or HTTPRoutes of other model deployments, of this deployer or another, that are reached under an address of this one,
     * in the order of their namespaces and names; none if it is neither.
     */
    public List<HasMetadata> rivals(HasMetadata way) {
        Optional<String> its = stable(way);
        Map<String, HasMetadata> byPath = new TreeMap<>();
        informers
                .objects()
                .withAddressOf(way)
                .filter(other -> !stable(other).equals(its) && !other.isMarkedForDeletion())
                .forEach(other -> byPath.put(ObjectKey.of(other).path(), other));
        return List.copyOf(byPath.values());
    }

    /** A canary and the model deployment that it belongs to share an address, as they are meant to. */
    private static Optional<String> stable(HasMetadata object) {
        return OwnerMetadata.id(object).map(CanaryId::stable);
    }

    /**
     * Takes what the API server returned to a write, or to a read after a conflict, as observed until the informers show
     * as much or more.
     */
    public void returned(HasMetadata object) {
        boolean watched = OwnerMetadata.isLabelled(object)
                && informers.objects().informer(ObjectKey.of(object)).isPresent();
        answered.put(object, watched);
    }

    /** Takes what the API server returned to a write of ours for this model deployment as {@link #returned}, and as our own. */
    public void wrote(String id, HasMetadata object) {
        written.add(id, object);
        returned(object);
    }

    /** Takes an object that was deleted for this model deployment as {@link #gone}. */
    public void deleted(String id, HasMetadata object) {
        written.remove(id, object);
        gone(object);
    }

    /**
     * Takes an object as deleted whatever the informers still show. An object that somebody makes in its place is observed.
     *
     * @param object any version of it: its uid says which object is meant
     */
    public void gone(HasMetadata object) {
        answered.delete(object);
    }

    /**
     * Forgets objects without our label that carry this id or are where its objects shall be: only a read or the list at the start
     * has shown them, and no informer says when they go. If one is still there, the next create meets a conflict.
     *
     * @param namespace where its objects shall be; null, as {@code name}, if it is not wanted
     */
    public void forgetOutsiders(String id, String namespace, String name) {
        Set<ObjectKey> shallBe = name == null ? Set.of() : keys(namespace, name);
        Set<ObjectKey> candidates = new HashSet<>(shallBe);
        candidates.addAll(answered.keysOf(id));
        candidates.forEach(answered::dropUnwatched);
    }

    /** The object under a key as it is known best. */
    Optional<HasMetadata> get(ObjectKey key) {
        // The version is read before the store, so that the store is never older than the version says.
        Optional<ObjectInformer<? extends HasMetadata>> informer =
                informers.objects().informer(key);
        long seen = informer.map(ObjectInformer::lastSeenResourceVersion).orElse(0L);
        HasMetadata stored = informer.flatMap(on -> on.get(key.namespace(), key.name()))
                .map(HasMetadata.class::cast)
                .orElse(null);
        return Optional.ofNullable(answered.resolve(key, seen, stored));
    }

    private static boolean carries(String id, HasMetadata object) {
        return OwnerMetadata.id(object).filter(id::equals).isPresent();
    }

    private static Set<ObjectKey> keys(String namespace, String name) {
        return Stream.of(Kind.values())
                .map(kind -> new ObjectKey(kind, namespace, name))
                .collect(Collectors.toSet());
    }
}
