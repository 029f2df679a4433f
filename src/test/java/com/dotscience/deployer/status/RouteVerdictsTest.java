package com.dotscience.deployer.status;

import static com.dotscience.api.Phase.PHASE_DEGRADED;
import static com.dotscience.api.Phase.PHASE_PROGRESSING;
import static com.dotscience.api.Phase.PHASE_READY;
import static com.dotscience.deployer.status.Cases.SERVICE;
import static com.dotscience.deployer.status.Cases.deployment;
import static com.dotscience.deployer.status.Cases.ready;
import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Canary;
import com.dotscience.api.Deployment;
import com.dotscience.api.IngressUrl;
import com.dotscience.api.RouteParent;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.testing.Pure;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a Gateway answers is for it to say, and for people to hear. */
@Pure
class RouteVerdictsTest {

    private static final String MODEL = "example/model:2";
    private static final Deployment WANTED = Cases.WANTED.toBuilder()
            .setIngress(Cases.WANTED.getIngress().toBuilder()
                    .addRouteParents(
                            RouteParent.newBuilder().setNamespace("infra").setName("public")))
            .build();

    @Test
    void aRouteThatAGatewayAcceptedIsReadyAndHasAUrl() {
        Situation accepted = of(Set.of(), route("Accepted", "True", "Accepted"));

        assertThat(Verdicts.on(accepted)).isEqualTo(new Verdict(PHASE_READY, ""));
        assertThat(HealthReport.report(accepted, IngressUrl.USUAL).getUrl()).isEqualTo("https://a.example.com");
    }

    @Test
    void aRouteThatAGatewayRefusesIsDegradedWithTheReason() {
        assertThat(Verdicts.on(of(Set.of(), route("Accepted", "False", "NotAllowedByListeners"))))
                .isEqualTo(new Verdict(
                        PHASE_DEGRADED,
                        "Gateway infra/public does not serve its HTTPRoute: NotAllowedByListeners: in its words"));
        assertThat(Verdicts.on(of(Set.of(), route("ResolvedRefs", "False", "BackendNotFound"))))
                .isEqualTo(new Verdict(
                        PHASE_DEGRADED,
                        "Gateway infra/public does not serve its HTTPRoute: BackendNotFound: in its words"));
    }

    @Test
    void aRouteThatNobodyAnsweredIsSaid() {
        assertThat(Verdicts.on(of(Set.of(), route())))
                .isEqualTo(new Verdict(
                        PHASE_READY,
                        "Nobody has answered its HTTPRoute for Gateway infra/public: requests from outside do not reach"
                                + " it until the Gateway exists and its controller accepts it"));
    }

    @Test
    void aRouteThatIsNotMadeYetIsProgressing() {
        assertThat(Verdicts.on(of(Set.of(Kind.HTTP_ROUTE), route("Accepted", "False", "Old"))))
                .isEqualTo(new Verdict(PHASE_PROGRESSING, "Its HTTPRoute is not as wanted yet"));
    }

    @Test
    void anIngressThatWaitsForARouteSaysForWhat() {
        assertThat(Verdicts.on(of(Set.of(), route(), Cases.INGRESS)))
                .isEqualTo(new Verdict(
                        PHASE_READY,
                        "Nobody has answered its HTTPRoute for Gateway infra/public: its Ingress stays until the Gateway"
                                + " exists and its controller accepts it"));
    }

    @Test
    void aCanaryWaitsForTheRouteOfItsModelDeployment() {
        Verdict waiting = new Verdict(
                PHASE_PROGRESSING, "The HTTPRoute of its model deployment does not lead 30 of 100 requests to it yet");

        assertThat(Verdicts.on(canary())).isEqualTo(waiting);
        assertThat(Verdicts.on(canary(led(route("Accepted", "True", "Accepted"), 10))))
                .isEqualTo(waiting);
        assertThat(Verdicts.on(canary(led(route("Accepted", "True", "Accepted"), 30))))
                .isEqualTo(new Verdict(PHASE_READY, ""));
    }

    @Test
    void aCanaryIsAsItsModelDeploymentWhereAGatewayRefusesTheRouteOrDoesNotAnswer() {
        assertThat(Verdicts.on(canary(led(route("ResolvedRefs", "False", "BackendNotFound"), 30))))
                .isEqualTo(new Verdict(
                        PHASE_DEGRADED,
                        "Gateway infra/public does not serve the HTTPRoute of its model deployment: BackendNotFound: in its"
                                + " words"));
        assertThat(Verdicts.on(canary(led(route(), 30))))
                .isEqualTo(new Verdict(
                        PHASE_READY,
                        "Nobody has answered the HTTPRoute of its model deployment for Gateway infra/public: requests from"
                                + " outside do not reach it until the Gateway exists and its controller accepts it"));
    }

    private static Situation canary(HasMetadata... leading) {
        Deployment canary = WANTED.toBuilder()
                .setId("a-1-canary")
                .setName("a-canary")
                .clearIngress()
                .setCanary(Canary.newBuilder().setImage(MODEL).setWeight(30))
                .build();
        return new Situation(
                canary,
                List.of(SERVICE, deployment(2, 2, 2).build()),
                Set.of(),
                List.of(),
                List.of(ready(MODEL), ready(MODEL)),
                Optional.empty(),
                Cases.UPTIMES,
                List.of(),
                List.of(),
                List.of(leading));
    }

    private static HTTPRoute led(HTTPRoute route, int weight) {
        return route.edit()
                .editSpec()
                .addNewRule()
                .addNewBackendRef()
                .withName("ds-a-canary-a")
                .withWeight(weight)
                .endBackendRef()
                .endRule()
                .endSpec()
                .build();
    }

    private static Situation of(Set<Kind> pending, HasMetadata... ways) {
        List<HasMetadata> own = new ArrayList<>(List.of(ways));
        own.add(SERVICE);
        own.add(deployment(2, 2, 2).build());
        return new Situation(
                WANTED,
                own,
                pending,
                List.of(),
                List.of(ready(MODEL), ready(MODEL)),
                Optional.empty(),
                Cases.UPTIMES,
                List.of());
    }

    private static HTTPRoute route() {
        return new HTTPRouteBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName("ds-a-a")
                .endMetadata()
                .withNewSpec()
                .addNewParentRef()
                .withNamespace("infra")
                .withName("public")
                .endParentRef()
                .endSpec()
                .build();
    }

    private static HTTPRoute route(String type, String status, String reason) {
        return route().edit()
                .withNewStatus()
                .addNewParent()
                .withNewParentRef()
                .withNamespace("infra")
                .withName("public")
                .endParentRef()
                .withConditions(new ConditionBuilder()
                        .withType(type)
                        .withStatus(status)
                        .withReason(reason)
                        .withMessage("in its words")
                        .build())
                .endParent()
                .endStatus()
                .build();
    }
}
