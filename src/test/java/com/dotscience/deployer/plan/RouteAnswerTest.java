package com.dotscience.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What Gateways answer to an HTTPRoute, by the conditions of the Gateway API. */
@Pure
class RouteAnswerTest {

    private static final RouteAnswer NOTHING = new RouteAnswer("infra/public", Optional.empty(), false);
    private static final RouteAnswer ACCEPTED = new RouteAnswer("infra/public", Optional.empty(), true);

    @Test
    void whereNoControllerAnsweredNothingIsKnown() {
        assertThat(RouteAnswer.of(route())).containsExactly(NOTHING);
        assertThat(NOTHING.isMissing()).isTrue();
    }

    @Test
    void aParentThatAcceptsAndFindsTheServiceServes() {
        assertThat(RouteAnswer.of(answered(
                        answered(route(), "Accepted", "True", "Accepted", "", 2), "ResolvedRefs", "True", "", "", 2)))
                .containsExactly(ACCEPTED);
        assertThat(ACCEPTED.isMissing()).isFalse();
    }

    @Test
    void aRefusalIsInTheControllersOwnWords() {
        assertThat(RouteAnswer.of(
                        answered(route(), "Accepted", "False", "NotAllowedByListeners", "namespace models may not", 2)))
                .containsExactly(new RouteAnswer(
                        "infra/public", Optional.of("NotAllowedByListeners: namespace models may not"), false));
    }

    @Test
    void aRouteThatIsAcceptedAndWhoseServiceIsNotFoundIsRefused() {
        assertThat(RouteAnswer.of(answered(
                        answered(route(), "Accepted", "True", "Accepted", "", 2),
                        "ResolvedRefs",
                        "False",
                        "BackendNotFound",
                        "",
                        2)))
                .containsExactly(new RouteAnswer("infra/public", Optional.of("BackendNotFound"), true));
    }

    @Test
    void anAnswerToTheRouteAsItWasBeforeDoesNotCount() {
        assertThat(RouteAnswer.of(answered(route(), "Accepted", "False", "NoMatchingParent", "", 1)))
                .containsExactly(NOTHING);
    }

    @Test
    void theAnswerOfAnotherListenerIsNotThisParents() {
        HTTPRoute other = answered(route(), "Accepted", "True", "Accepted", "", 2);
        other.getStatus().getParents().get(0).getParentRef().setSectionName("http");

        assertThat(RouteAnswer.of(other)).containsExactly(NOTHING);
    }

    @Test
    void aParentWithoutANamespaceIsInThatOfTheRoute() {
        HTTPRoute local = answered(route(), "Accepted", "True", "Accepted", "", 2);
        local.getSpec().getParentRefs().get(0).setNamespace(null);
        local.getStatus().getParents().get(0).getParentRef().setNamespace("models");

        assertThat(RouteAnswer.of(local)).containsExactly(new RouteAnswer("models/public", Optional.empty(), true));
    }

    private static HTTPRoute route() {
        return new HTTPRouteBuilder()
                .withNewMetadata()
                .withNamespace("models")
                .withName("ds-signs-1")
                .withGeneration(2L)
                .endMetadata()
                .withNewSpec()
                .addNewParentRef()
                .withNamespace("infra")
                .withName("public")
                .endParentRef()
                .endSpec()
                .build();
    }

    private static HTTPRoute answered(
            HTTPRoute route, String type, String status, String reason, String message, long generation) {
        return route.toBuilder()
                .editOrNewStatus()
                .addNewParent()
                .withControllerName("example.com/gateways")
                .withNewParentRef()
                .withNamespace("infra")
                .withName("public")
                .endParentRef()
                .withConditions(new ConditionBuilder()
                        .withType(type)
                        .withStatus(status)
                        .withReason(reason)
                        .withMessage(message)
                        .withObservedGeneration(generation)
                        .build())
                .endParent()
                .endStatus()
                .build();
    }
}
