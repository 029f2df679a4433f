package com.dotscience.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

@Pure
class CanaryRouteTest {

    private static final Service SERVICE = new ServiceBuilder()
            .withNewMetadata()
            .withName("ds-signs-canary-1")
            .endMetadata()
            .build();
    private static final HasMetadata DIVIDED = route("ds-signs-1", "ds-signs-canary-1");

    @Test
    void aCanaryServesWithAServiceAndOnePodThatIsReady() {
        assertThat(CanaryRoute.serves(List.of(deployment(1), SERVICE))).isTrue();

        assertThat(CanaryRoute.serves(List.of(deployment(0), SERVICE))).isFalse();
        assertThat(CanaryRoute.serves(List.of(deployment(1)))).isFalse();
        assertThat(CanaryRoute.serves(List.of(SERVICE))).isFalse();
        assertThat(CanaryRoute.serves(List.of(leaving(deployment(1)), SERVICE))).isFalse();
        assertThat(CanaryRoute.serves(List.of(deployment(1), leaving(SERVICE)))).isFalse();
    }

    @Test
    void aRouteLeadsToItAsLongAsItNamesItsServiceAndStays() {
        assertThat(CanaryRoute.leading(List.of(SERVICE, DIVIDED), List.of(deployment(1), SERVICE)))
                .containsExactly(DIVIDED);

        assertThat(CanaryRoute.leading(List.of(route("ds-signs-1")), List.of(SERVICE)))
                .isEmpty();
        assertThat(CanaryRoute.leading(List.of(leaving(DIVIDED)), List.of(SERVICE)))
                .isEmpty();
        assertThat(CanaryRoute.leading(List.of(DIVIDED), List.of())).isEmpty();
    }

    @Test
    void itsWeightIsThatOfItsService() {
        assertThat(CanaryRoute.weight(DIVIDED, "ds-signs-1")).contains(1);
        assertThat(CanaryRoute.weight(DIVIDED, "ds-signs-canary-1")).contains(2);
        assertThat(CanaryRoute.weight(DIVIDED, "other")).isEmpty();
        assertThat(CanaryRoute.weight(SERVICE, "ds-signs-canary-1")).isEmpty();
        assertThat(CanaryRoute.isDivided(DIVIDED)).isTrue();
        assertThat(CanaryRoute.isDivided(route("ds-signs-1"))).isFalse();
        assertThat(CanaryRoute.isDivided(SERVICE)).isFalse();
    }

    private static HasMetadata deployment(int ready) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName("ds-signs-canary-1")
                .endMetadata()
                .withNewStatus()
                .withReadyReplicas(ready)
                .endStatus()
                .build();
    }

    /** Returns an HTTPRoute that leads to these Services, with the weights 1, 2 and so on. */
    private static HasMetadata route(String... services) {
        HTTPRouteBuilder route = new HTTPRouteBuilder()
                .withNewMetadata()
                .withName("ds-signs-1")
                .endMetadata()
                .withNewSpec()
                .addNewRule()
                .endRule()
                .endSpec();
        for (int i = 0; i < services.length; i++) {
            route.editSpec()
                    .editFirstRule()
                    .addNewBackendRef()
                    .withName(services[i])
                    .withWeight(i + 1)
                    .endBackendRef()
                    .endRule()
                    .endSpec();
        }
        return route.build();
    }

    private static <T extends HasMetadata> T leaving(T object) {
        T leaving = io.fabric8.kubernetes.client.utils.Serialization.clone(object);
        leaving.getMetadata().setDeletionTimestamp("2026-11-27T12:00:00Z");
        return leaving;
    }
}
