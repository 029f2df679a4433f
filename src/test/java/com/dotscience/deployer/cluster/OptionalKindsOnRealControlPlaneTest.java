package com.dotscience.deployer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.deployer.plan.Kind;
import com.dotscience.deployer.plan.KindAccess;
import com.dotscience.testing.AuditTail;
import com.dotscience.testing.NeedsControlPlane;
import com.dotscience.testing.RealControlPlane;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.policy.v1beta1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1beta1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Kinds that a deployer may do without are asked for when they are needed, and in the version that the cluster serves. */
@NeedsControlPlane
class OptionalKindsOnRealControlPlaneTest {

    private static final String BUDGETS = "PodDisruptionBudget";

    private final KubernetesClient admin;
    private final AuditTail log;
    private final String namespace;
    private final ModelObjects cats;
    private final AtomicInteger synced = new AtomicInteger();
    private Observation observation;

    OptionalKindsOnRealControlPlaneTest(RealControlPlane plane) {
        admin = plane.client();
        log = plane.auditLog().tail();
        namespace = plane.newNamespace("kinds");
        cats = ModelObjects.of("11111111-cats", namespace);
    }

    @AfterEach
    void stop() {
        observation.close();
    }

    @Test
    void theApiServerIsAskedNothingBeforeAModelDeploymentAsks() {
        create(cats.deployment());
        start();

        assertThat(observation.observed().access(namespace)).isEmpty();
        assertThat(log.next())
                .filteredOn(call ->
                        namespace.equals(call.namespace()) && !call.userAgent().startsWith("kube-"))
                .extracting(call -> call.resource())
                .contains("deployments")
                .doesNotContain("poddisruptionbudgets");
    }

    @Test
    void onceAskedForItIsKnownInTheVersionThatTheClusterServesAndAllIsPlannedAgain() {
        start();
        PodDisruptionBudget there = create(budget());

        observation.observed().ask(List.of(BUDGETS));

        await().until(() -> synced.get() == 2);
        assertThat(observation.observed().access(namespace))
                .isEqualTo(Map.of(Kind.POD_DISRUPTION_BUDGET, new KindAccess.Known("policy/v1beta1")));
        assertThat(uids()).containsExactly(there.getMetadata().getUid());

        admin.resource(there).delete();
        await().until(() -> uids().isEmpty());
    }

    /** R1: what a Deployment says of itself is enough to look before anything is planned. */
    @Test
    void afterARestartTheObjectsOfADeploymentThatNotesThemAreKnownFromTheBeginning() {
        create(cats.deployment()
                .edit()
                .editMetadata()
                .addToAnnotations("deployer.dotscience.com/kinds", BUDGETS)
                .endMetadata()
                .build());
        PodDisruptionBudget there = create(budget());

        start();

        assertThat(observation.observed().of(cats.id(), null, null).objects())
                .extracting(object -> object.getMetadata().getUid())
                .contains(there.getMetadata().getUid());
    }

    private void start() {
        observation = new Observation(admin, List.of(namespace));
        observation.add(new ClusterListener() {
            @Override
            public void synced() {
                synced.incrementAndGet();
            }

            @Override
            public void changed(String id) {}

            @Override
            public void podsChanged(String id) {}
        });
        observation.start();
        await().until(() -> synced.get() >= 1);
    }

    private List<String> uids() {
        return observation.observed().of(cats.id(), null, null).objects().stream()
                .map(object -> object.getMetadata().getUid())
                .toList();
    }

    private PodDisruptionBudget budget() {
        return new PodDisruptionBudgetBuilder()
                .withMetadata(new ObjectMetaBuilder(cats.deployment().getMetadata()).build())
                .withNewSpec()
                .withNewMinAvailable(1)
                .withNewSelector()
                .addToMatchLabels("deployment", cats.id())
                .endSelector()
                .endSpec()
                .build();
    }

    private <T extends HasMetadata> T create(T object) {
        return admin.resource(object).create();
    }
}
