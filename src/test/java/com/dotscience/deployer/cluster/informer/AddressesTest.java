package com.dotscience.deployer.cluster.informer;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.deployer.plan.RouteAddresses;
import com.dotscience.testing.Pure;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

@Pure
class AddressesTest {

    @Test
    void anIngressIsReachedByHostPathAndClass() {
        assertThat(Addresses.of(new IngressBuilder()
                        .withNewMetadata()
                        .endMetadata()
                        .withNewSpec()
                        .withIngressClassName("nginx")
                        .addNewRule()
                        .withHost("signs.example.com")
                        .withNewHttp()
                        .addNewPath()
                        .withPath("/v1")
                        .endPath()
                        .endHttp()
                        .endRule()
                        .endSpec()
                        .build()))
                .containsExactly("signs.example.com/v1 nginx");
    }

    @Test
    void anHttpRouteIsReachedByHostPathAndGateway() {
        assertThat(Addresses.of(route("models", "infra", null))).containsExactly("signs.example.com/v1 infra/public");
        assertThat(Addresses.of(route("models", null, "https"))).containsExactly("signs.example.com/v1 models/public");
    }

    @Test
    void whatIsNoWayFromOutsideHasNone() {
        assertThat(Addresses.of(new ServiceBuilder().build())).isEqualTo(List.of());
    }

    /** Such as one that redirects from port 80, and one that serves at 443. */
    @Test
    void twoRoutesAtListenersOfTheirOwnDoNotMeet() {
        HasMetadata anywhere = route("models", "infra", null);
        HasMetadata http = route("models", "infra", "http");
        HasMetadata https = route("others", "infra", "https");

        assertThat(RouteAddresses.meet(http, https)).isFalse();
        assertThat(RouteAddresses.meet(anywhere, https)).isTrue();
        assertThat(RouteAddresses.meet(https, anywhere)).isTrue();
        assertThat(RouteAddresses.meet(https, https)).isTrue();
        assertThat(RouteAddresses.meet(route("models", null, null), route("others", null, null)))
                .isFalse();
    }

    private static HasMetadata route(String namespace, String gatewayNamespace, String section) {
        return new HTTPRouteBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .withHostnames("signs.example.com")
                .addNewParentRef()
                .withNamespace(gatewayNamespace)
                .withName("public")
                .withSectionName(section)
                .endParentRef()
                .addNewRule()
                .addNewMatch()
                .withNewPath("PathPrefix", "/v1")
                .endMatch()
                .endRule()
                .endSpec()
                .build();
    }
}
