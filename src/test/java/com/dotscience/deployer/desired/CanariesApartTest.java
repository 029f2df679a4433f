package com.dotscience.deployer.desired;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Canary;
import com.dotscience.api.Deployment;
import com.dotscience.deployer.desired.DesiredState.Applied;
import com.dotscience.deployer.desired.Update.Removal;
import com.dotscience.deployer.desired.Update.Snapshot;
import com.dotscience.deployer.desired.Update.Upsert;
import com.dotscience.testing.Pure;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A canary is a model deployment of its own from where updates arrive, and the one that it belongs to does not change by it. */
@Pure
class CanariesApartTest {

    private static final Canary CANARY =
            Canary.newBuilder().setImage("signs:2").setWeight(30).build();

    private final DesiredState state = new DesiredState();

    private static Deployment signs(long revision) {
        Deployment.Builder signs = Deployment.newBuilder()
                .setId("a")
                .setName("signs")
                .setNamespace("models")
                .setRevision(revision)
                .putLabels("team", "vision");
        signs.getDeploymentBuilder()
                .setImage("signs:1")
                .setReplicas(4)
                .addPorts(8501)
                .setMinAvailable("50%");
        signs.getServiceBuilder().setType("LoadBalancer").setLoadBalancerIp("10.0.0.1");
        signs.getServiceBuilder().addPortsBuilder().setName("model-http").setPort(8501);
        signs.getMetricsBuilder().setImage("proxy:1").setClasses("cat,dog");
        return signs.build();
    }

    private static Deployment behindNginx(long revision) {
        Deployment.Builder signs = signs(revision).toBuilder();
        signs.getIngressBuilder().setClass_("nginx").setHost("signs.example.com");
        return signs.build();
    }

    private static Deployment routed(long revision) {
        Deployment.Builder signs = signs(revision).toBuilder();
        signs.getIngressBuilder()
                .setHost("signs.example.com")
                .addRouteParentsBuilder()
                .setName("public");
        return signs.build();
    }

    private static Deployment withCanary(Deployment of) {
        return of.toBuilder().setCanary(CANARY).build();
    }

    private Applied upsert(Deployment wanted) {
        return state.apply(List.of(new Upsert("gateway", wanted, wanted.getRevision())));
    }

    private Applied list(long revision, Deployment... wanted) {
        return state.apply(List.of(new Snapshot("gateway", List.of(wanted), List.of(), revision, 0, true)));
    }

    @Test
    void behindNginxItHasAServiceAndAnIngressOfItsOwn() {
        upsert(withCanary(behindNginx(1)));

        Deployment.Builder canary = behindNginx(1).toBuilder()
                .setId("a-canary")
                .setName("signs-canary")
                .setCanary(CANARY);
        canary.getDeploymentBuilder().setImage("signs:2").setReplicas(2).clearMinAvailable();
        canary.getServiceBuilder().clearType().clearLoadBalancerIp();
        assertThat(state.wanted("a-canary")).contains(canary.build());
        assertThat(state.wanted("a")).contains(behindNginx(1));
    }

    /** The image of the canary is of no concern to the model deployment. */
    @Test
    void byAnHttpRouteItHasAServiceAndTheModelDeploymentItsWeight() {
        upsert(withCanary(routed(1)));

        Deployment.Builder canary = routed(1).toBuilder()
                .setId("a-canary")
                .setName("signs-canary")
                .setCanary(CANARY)
                .clearIngress();
        canary.getDeploymentBuilder().setImage("signs:2").setReplicas(2).clearMinAvailable();
        canary.getServiceBuilder().clearType().clearLoadBalancerIp();
        assertThat(state.wanted("a-canary")).contains(canary.build());
        assertThat(state.wanted("a"))
                .contains(routed(1).toBuilder()
                        .setCanary(Canary.newBuilder().setWeight(30))
                        .build());

        assertThat(upsert(routed(2)).changed()).containsExactlyInAnyOrder("a", "a-canary");
        assertThat(state.wanted("a")).contains(routed(2));
    }

    @Test
    void elsewhereItHasReplicasAlone() {
        upsert(withCanary(signs(1)));

        Deployment.Builder canary =
                signs(1).toBuilder().setId("a-canary").setName("signs-canary").setCanary(CANARY);
        canary.getDeploymentBuilder().setImage("signs:2").setReplicas(2).clearMinAvailable();
        assertThat(state.wanted("a-canary"))
                .contains(canary.clearService().clearIngress().build());
        assertThat(state.wanted("a")).contains(signs(1));
    }

    @Test
    void anUpdateWithoutItEndsItAsSomethingThatAPersonHasAskedFor() {
        upsert(withCanary(signs(1)));

        Applied applied = upsert(signs(2));

        assertThat(applied.changed()).containsExactlyInAnyOrder("a", "a-canary");
        assertThat(applied.removed()).isEqualTo(Map.of("a-canary", true));
        assertThat(state.ids()).containsExactly("a");
    }

    @Test
    void itIsRemovedWithItsModelDeployment() {
        upsert(withCanary(signs(1)));

        Applied applied = state.apply(List.of(new Removal("gateway", "a", 2, true, false)));

        assertThat(applied.removed()).isEqualTo(Map.of("a", false, "a-canary", false));
        assertThat(state.takeAwaited(id -> true)).containsExactly("a");
    }

    @Test
    void anOldUpdateBringsNoCanaryBack() {
        upsert(signs(5));

        assertThat(upsert(withCanary(signs(4))).changed()).isEmpty();
        assertThat(state.ids()).containsExactly("a");
    }

    @Test
    void aListWithoutItEndsItAlsoWhereNobodyKnewOfItBefore() {
        assertThat(state.isEndedCanary("a-canary")).isFalse();

        list(3, signs(2));
        assertThat(state.isEndedCanary("a-canary")).isTrue();
        assertThat(state.isEndedCanary("a")).isFalse();
        assertThat(state.isEndedCanary("b-canary")).isFalse();

        list(4, withCanary(signs(4)));
        assertThat(state.ids()).containsExactlyInAnyOrder("a", "a-canary");
        assertThat(state.isEndedCanary("a-canary")).isFalse();

        assertThat(list(6, signs(5)).lacking()).isEqualTo(Map.of("a-canary", "gateway"));
        assertThat(state.isEndedCanary("a-canary")).isTrue();
    }

    @Test
    void oneThatNobodyKnewOfIsRemovedWithItsModelDeploymentAndConfirmedNoMoreThanThat() {
        state.apply(List.of(new Removal("gateway", "a", 2, true, false)));

        assertThat(state.removed(Set.of("a-canary", "b-canary"))).isEqualTo(Map.of("a", false, "a-canary", false));
        assertThat(state.isEndedCanary("a-canary")).isFalse();
    }

    /** It is enough for its part of the most that may come, and the autoscaler is that of the other pods alone. */
    @Test
    void aCanaryHasNoAutoscalerAndReplicasForItsPartOfTheMost() {
        Deployment.Builder scaled = withCanary(behindNginx(1)).toBuilder();
        scaled.getDeploymentBuilder().getAutoscalingBuilder().setMaxReplicas(10).setRequestsInFlight(4);

        Deployment canary = Canaries.canary(scaled.build());

        assertThat(canary.getDeployment().hasAutoscaling()).isFalse();
        assertThat(canary.getDeployment().getReplicas()).isEqualTo(3);
        scaled.getDeploymentBuilder().setReplicas(0);
        assertThat(Canaries.canary(scaled.build()).getDeployment().getReplicas())
                .isZero();
    }
}
