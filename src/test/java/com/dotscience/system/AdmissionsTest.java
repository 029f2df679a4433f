package com.dotscience.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.ClusterContract;
import com.dotscience.api.Deployment;
import com.dotscience.deployer.manifest.Ownership;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.deployer.plan.Observed;
import com.dotscience.deployer.plan.Planner;
import com.dotscience.system.RewrittenFleet.Member;
import com.dotscience.system.RewrittenFleet.When;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClassBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * R11: whatever somebody makes of what a deployer writes, no object grows by it, and none is written without end. Every field is
 * rewritten in every way, each in a model deployment of its own, all at the same time; beside them are some that nobody
 * rewrites.
 */
abstract class AdmissionsTest {

    private static final Duration WINDOW = Duration.ofSeconds(40);
    private static final int MOST_WRITES = 7;

    /** What was written as often as that waits longer: its next wait is 16 s at least. */
    private static final Duration SHORTER_THAN_A_BACKOFF = Duration.ofSeconds(10);

    private static final Duration SILENCE = Duration.ofSeconds(10);

    /** So many writes are no load. */
    private static final int FEW = 10;

    /** The name of the model deployment that nobody edits, and that shows how long a write takes that waits for nothing. */
    private static final String MEASURE = "measure";

    /** As much as what somebody adds once, and not as much as what comes with each write. */
    private static final int MOST_LEAVES_MORE = 8;

    private final Planner planner = new Planner();
    private final ObjectMapper json = new ObjectMapper();
    private final RewrittenFleet fleet = RewrittenFleet.of(rewritings(), times());
    private final Map<String, Deployment> wanted = new HashMap<>();
    private final Map<FullModels, Deployment> neighbours = new TreeMap<>();
    private final List<Watch> rivals = new ArrayList<>();
    private Deployment measure;
    private TestCluster cluster;
    private Installation installation;

    /**
     * One write of the deployer to one object, or an attempt.
     *
     * @param outcome the code of the answer, if it is known
     */
    record Write(Kind kind, String name, Instant at, String outcome) {}

    abstract TestCluster start(RewrittenFleet admission, Path folder);

    abstract List<Rewriting> rewritings();

    /** When each of the fields is rewritten. */
    abstract List<When> times();

    /** All of the deployer up to now, in their order. */
    abstract List<Write> writes();

    @BeforeEach
    void install(@TempDir Path folder) {
        cluster = start(fleet, folder);
        KubernetesClient client = cluster.client();
        FullModels.INGRESS_CLASSES.forEach(name -> client.resource(new IngressClassBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withController("example.com/none")
                        .endSpec()
                        .build())
                .createOr(there -> there.update()));
        String namespace = cluster.namespace();
        rivals.add(client.apps().deployments().inNamespace(namespace).watch(fleet.rival(client)));
        rivals.add(client.services().inNamespace(namespace).watch(fleet.rival(client)));
        rivals.add(client.network().v1().ingresses().inNamespace(namespace).watch(fleet.rival(client)));
        installation = new Installation(folder, cluster.kubeconfig());
        installation.startDeployer(
                "demo",
                Map.ofEntries(
                        Map.entry("deployer.poll.interval", "10s"),
                        Map.entry("deployer.allowed.secrets", "*"),
                        Map.entry("deployer.allowed.config-maps", "*"),
                        Map.entry("deployer.allowed.volume-claims", "*"),
                        Map.entry("deployer.allowed.service-accounts", "*"),
                        Map.entry("deployer.allowed.priority-classes", "*"),
                        Map.entry("deployer.allowed.tolerations", "*"),
                        Map.entry("deployer.allowed.pod-annotations", "*"),
                        Map.entry("deployer.allowed.pod-labels", "*"),
                        Map.entry("deployer.allowed.ingress-annotations", "*"),
                        Map.entry("deployer.allowed.route-parents", "*"),
                        Map.entry("deployer.allowed.record-sinks", "*")));
    }

    @AfterEach
    void uninstall() {
        rivals.forEach(Watch::close);
        installation.close();
        cluster.close();
    }

    @Test
    void whateverIsRewrittenIsWrittenSeldomAndDoesNotGrow() {
        for (FullModels model : FullModels.values()) {
            neighbours.put(model, create("n" + model.ordinal(), model.model()));
        }
        measure = create(MEASURE, FullModels.PODS.model());
        await().until(() -> objects().size() >= 8);
        Instant created = Instant.now();
        fleet.members().forEach(member -> wanted.put(member.name(), create(member)));
        awaitWindow(created);

        assertThat(firstWrites(created).keySet().stream().filter(this::isRewritten))
                .as("a write to each")
                .hasSameSizeAs(fleet.members());
        assertThat(writtenTooOften(created)).as("after they were created").isEmpty();
        assertThat(grown()).as("after they were created").isEmpty();
        await().untilAsserted(() ->
                assertThat(notHealed()).as("though nobody rewrites patches").isEmpty());
        editsAreSetBackAtOnce();
        awaitControllers();

        Instant updated = Instant.now();
        wanted.replaceAll((name, model) -> installation
                .gateway()
                .update(model.toBuilder().putLabels("team", "robotics").build()));
        awaitWindow(updated);

        assertThat(writtenTooOften(updated)).as("after they were updated").isEmpty();
        assertThat(grown()).as("after they were updated").isEmpty();
        editsAreSetBackAtOnce();
    }

    private Deployment create(Member member) {
        Deployment.Builder model = member.rewriting().model().model();
        if (!member.rewriting().place().isIn("replicas")) {
            model.getDeploymentBuilder().setReplicas(0);
        }
        return create(member.name(), model);
    }

    private Deployment create(String name, Deployment.Builder model) {
        return installation
                .gateway()
                .create(
                        "demo",
                        model.setNamespace(cluster.namespace()).setName(name).build());
    }

    /** Until none of the objects that are written since then is in its first 40 s. */
    private void awaitWindow(Instant since) {
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> firstWrites(since).values().stream()
                        .max(Instant::compareTo)
                        .filter(last -> Instant.now().isAfter(last.plus(WINDOW)))
                        .isPresent());
    }

    /** Until no controller writes statuses any more: a write of ours that meets such a one is refused, and made again. */
    private void awaitControllers() {
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> objects().stream()
                        .filter(io.fabric8.kubernetes.api.model.apps.Deployment.class::isInstance)
                        .map(io.fabric8.kubernetes.api.model.apps.Deployment.class::cast)
                        .allMatch(AdmissionsTest::isObserved));
    }

    private static boolean isObserved(io.fabric8.kubernetes.api.model.apps.Deployment object) {
        return object.getStatus() != null
                && object.getMetadata()
                        .getGeneration()
                        .equals(object.getStatus().getObservedGeneration());
    }

    private record Target(Kind kind, String name) {}

    private Map<Target, List<Write>> writesByObject(Instant since) {
        return writes().stream()
                .filter(write -> !write.at().isBefore(since))
                .collect(Collectors.groupingBy(write -> new Target(write.kind(), write.name())));
    }

    private Map<Target, Instant> firstWrites(Instant since) {
        return writesByObject(since).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, object -> object.getValue().get(0).at()));
    }

    private List<String> writtenTooOften(Instant since) {
        List<String> often = new ArrayList<>();
        writesByObject(since).forEach((target, all) -> {
            Instant end = all.get(0).at().plus(WINDOW);
            List<String> outcomes = all.stream()
                    .filter(write -> write.at().isBefore(end))
                    .map(Write::outcome)
                    .toList();
            if (outcomes.size() > (isRewritten(target) ? MOST_WRITES : 1)) {
                often.add(outcomes.size() + " writes " + outcomes + " to the " + describe(target));
            }
        });
        return often;
    }

    private List<String> grown() {
        Map<FullModels, Integer> usually = new TreeMap<>();
        neighbours.keySet().forEach(model -> usually.put(model, leaves(neighbour(model))));
        List<String> grown = new ArrayList<>();
        for (HasMetadata object : objects()) {
            Target target = target(object);
            member(target).map(Member::rewriting).map(Rewriting::model).ifPresent(model -> {
                int usual = usually.get(model);
                if (leaves(object) > usual + MOST_LEAVES_MORE) {
                    grown.add(leaves(object) + " fields in the " + describe(target) + " and not " + usual);
                }
            });
        }
        return grown;
    }

    private int leaves(HasMetadata object) {
        ObjectNode tree = json.valueToTree(object);
        ObjectNode metadata = (ObjectNode) tree.path("metadata");
        metadata.remove("managedFields");
        tree.remove("status");
        return leaves(tree);
    }

    private static int leaves(JsonNode node) {
        int leaves = node.isValueNode() ? 1 : 0;
        for (JsonNode child : node) {
            leaves += leaves(child);
        }
        return leaves;
    }

    /** Of those that are rewritten when they are made and are their own all the same. */
    private List<String> notHealed() {
        String identity =
                neighbour(FullModels.PODS).getMetadata().getAnnotations().get(ClusterContract.IDENTITY_ANNOTATION);
        Map<String, List<HasMetadata>> byName = objects().stream()
                .collect(Collectors.groupingBy(object -> object.getMetadata().getName()));
        List<String> not = new ArrayList<>();
        for (Member member : fleet.members()) {
            Deployment model = wanted.get(member.name());
            List<HasMetadata> objects = byName.getOrDefault(SystemTest.objectName(model), List.of());
            Predicate<HasMetadata> own =
                    object -> Ownership.of(object).equals(Optional.of(new Ownership(identity, model.getId())));
            if (member.when() == When.AT_CREATE
                    && objects.stream()
                            .anyMatch(object -> Kind.of(object)
                                    == member.rewriting().model().kind())
                    && objects.stream().allMatch(own)) {
                var plan = planner.plan(
                        model,
                        identity,
                        new Observed(objects, false).access(FullModels.KINDS),
                        Optional.of(FullModels.INGRESS_CLASSES));
                plan.changes().forEach(change -> not.add(member + ": " + change.reason()));
            }
        }
        return not;
    }

    /**
     * What was rewritten rests meanwhile, so that there is a processor for the edits. News that comes right after them waits for no
     * back-off either, and takes as long on a busy machine.
     */
    private void editsAreSetBackAtOnce() {
        fleet.rest();
        awaitSilence();
        Map<Target, Instant> edits = new HashMap<>();
        Instant asked = Instant.now();
        neighbours.keySet().forEach(model -> {
            HasMetadata object = neighbour(model);
            cluster.client().resource(object).patch(PatchContext.of(PatchType.JSON), """
                            [{"op": "replace", "path": "/metadata/labels/team", "value": "somebody"}]
                            """);
            edits.put(target(object), Instant.now());
        });
        Instant news = Instant.now();
        measure = installation
                .gateway()
                .update(measure.toBuilder()
                        .putLabels("news", Long.toString(news.toEpochMilli()))
                        .build());
        Target measured = new Target(Kind.DEPLOYMENT, SystemTest.objectName(measure));

        await().until(() -> {
            Map<Target, Instant> writes = firstWrites(asked);
            return writes.containsKey(measured) && writes.keySet().containsAll(edits.keySet());
        });
        Map<Target, Instant> writes = firstWrites(asked);
        Duration longest = Duration.between(news, writes.get(measured)).plus(SHORTER_THAN_A_BACKOFF);
        edits.forEach((target, edited) -> assertThat(Duration.between(edited, writes.get(target)))
                .as("until the %s, which nobody else rewrites, was set back", target)
                .isLessThan(longest));
        await().untilAsserted(() -> assertThat(neighbours.keySet().stream()
                        .map(model -> neighbour(model).getMetadata().getLabels().get("team")))
                .containsOnly("vision"));
        fleet.goOn();
    }

    /** Until the deployer has written nearly all that could not stay as it was written. */
    private void awaitSilence() {
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    Instant lately = Instant.now().minus(SILENCE);
                    return writes().stream()
                                    .filter(write -> write.at().isAfter(lately))
                                    .count()
                            < FEW;
                });
    }

    private HasMetadata neighbour(FullModels model) {
        return cluster.client()
                .resources(type(model.kind()))
                .inNamespace(cluster.namespace())
                .withName(SystemTest.objectName(neighbours.get(model)))
                .get();
    }

    private Collection<HasMetadata> objects() {
        return Arrays.stream(Kind.values())
                .flatMap(kind ->
                        cluster
                                .client()
                                .resources(type(kind))
                                .inNamespace(cluster.namespace())
                                .list()
                                .getItems()
                                .stream())
                .map(HasMetadata.class::cast)
                .toList();
    }

    private Class<? extends HasMetadata> type(Kind kind) {
        return switch (kind) {
            case DEPLOYMENT -> io.fabric8.kubernetes.api.model.apps.Deployment.class;
            case SERVICE -> Service.class;
            case INGRESS -> Ingress.class;
            case HTTP_ROUTE -> HTTPRoute.class;
            case HORIZONTAL_POD_AUTOSCALER ->
                cluster.client().supports(HorizontalPodAutoscaler.class)
                        ? HorizontalPodAutoscaler.class
                        : io.fabric8.kubernetes.api.model.autoscaling.v2beta2.HorizontalPodAutoscaler.class;
            case POD_DISRUPTION_BUDGET ->
                cluster.client().supports(PodDisruptionBudget.class)
                        ? PodDisruptionBudget.class
                        : io.fabric8.kubernetes.api.model.policy.v1beta1.PodDisruptionBudget.class;
        };
    }

    private static Target target(HasMetadata object) {
        return new Target(Kind.of(object), object.getMetadata().getName());
    }

    private boolean isRewritten(Target target) {
        return member(target).isPresent();
    }

    private Optional<Member> member(Target target) {
        return fleet.member(target.kind().toString(), target.name());
    }

    private String describe(Target target) {
        return target.kind() + " of "
                + member(target).map(Member::toString).orElseGet(() -> target.name() + ", which nobody rewrites");
    }
}
