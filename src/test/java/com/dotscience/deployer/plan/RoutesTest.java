package com.dotscience.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.api.IngressSpec;
import com.dotscience.api.RouteParent;
import com.dotscience.api.ServicePort;
import com.dotscience.testing.Pure;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** HTTPRoutes in place of Ingresses. */
@Pure
class RoutesTest {

    private static final String NAME = "default/ds-signs-1";

    private final Planner planner = new Planner();
    private final FakeCluster cluster = new FakeCluster();
    private final Deployment.Builder wanted = Deployment.newBuilder().setId("1").setName("signs");
    private Map<Kind, KindAccess> access =
            Map.of(Kind.HTTP_ROUTE, new KindAccess.Known("gateway.networking.k8s.io/v1"));

    RoutesTest() {
        wanted.getDeploymentBuilder().setImage("model:1");
        wanted.getServiceBuilder().addPorts(ServicePort.newBuilder().setPort(80));
        wanted.getIngressBuilder().setHost("signs.example.com");
    }

    @Test
    void oneIsMadeHealedAndDeletedLikeTheOthers() {
        routed();
        assertThat(plan().changes())
                .extracting(Change::toString)
                .containsExactly("CREATE Deployment " + NAME, "CREATE Service " + NAME, "CREATE HTTPRoute " + NAME);
        cluster.apply(plan());
        assertThat(plan().inSync()).isTrue();

        cluster.tree(Kind.HTTP_ROUTE).withObject("/spec").putArray("hostnames").add("evil.example.com");
        assertThat(plan().changes()).extracting(Change::toString).containsExactly("UPDATE HTTPRoute " + NAME);
        cluster.apply(plan());
        assertThat(plan().inSync()).isTrue();

        wanted.clearIngress();
        assertThat(plan().changes()).extracting(Change::toString).containsExactly("DELETE HTTPRoute " + NAME);
    }

    /** R6: the definition of the Gateway API has a default for the group of a backend, and it is empty. */
    @Test
    void whatTheApiServerFillsInIsNoDifference() {
        routed();
        cluster.apply(plan());

        ((ObjectNode) cluster.tree(Kind.HTTP_ROUTE).at("/spec/rules/0/backendRefs/0")).put("group", "");

        assertThat(plan().inSync()).isTrue();
    }

    @Test
    void theIngressStaysUntilAGatewayHasAcceptedTheRouteInItsPlace() {
        cluster.apply(plan());
        routed();
        assertThat(plan().changes())
                .extracting(Change::toString)
                .contains("CREATE HTTPRoute " + NAME)
                .noneMatch(change -> change.startsWith("DELETE"));
        cluster.apply(plan());

        assertThat(plan().changes()).isEmpty();
        assertThat(plan().waiting())
                .containsExactly("Ingress " + NAME + " stays until a Gateway has accepted HTTPRoute " + NAME);

        answer("False");
        assertThat(plan().changes()).isEmpty();

        answer("True");
        assertThat(plan().changes()).extracting(Change::toString).containsExactly("DELETE Ingress " + NAME);
    }

    /** A cluster without the Gateway API keeps what serves. */
    @Test
    void theIngressStaysWhereNoRouteCanBeMade() {
        cluster.apply(plan());
        routed();
        access = Map.of(Kind.HTTP_ROUTE, new KindAccess.Missing("This cluster serves none"));
        cluster.apply(plan());

        assertThat(plan().changes()).isEmpty();
        assertThat(cluster.keys()).contains("Ingress " + NAME);
        assertThat(plan().lacking()).isEqualTo(Map.of(Kind.HTTP_ROUTE, "This cluster serves none"));
    }

    @Test
    void theRouteStaysUntilTheIngressInItsPlaceIsMade() {
        routed();
        cluster.apply(plan());
        wanted.getIngressBuilder().clearRouteParents();

        assertThat(plan().changes()).extracting(Change::toString).containsExactly("CREATE Ingress " + NAME);
        cluster.apply(plan());
        assertThat(plan().changes()).extracting(Change::toString).contains("DELETE HTTPRoute " + NAME);
    }

    @Test
    void itIsReadBackFromWhatRuns() {
        routed();
        IngressSpec rich = wanted.getIngress().toBuilder()
                .addAdditionalHosts("signs.example.org")
                .setPath("/signs")
                .setPathType("Exact")
                .addRouteParents(RouteParent.newBuilder().setName("local").setSectionName("https"))
                .build();
        for (IngressSpec asked : List.of(wanted.getIngress(), rich)) {
            FakeCluster other = new FakeCluster();
            wanted.setIngress(asked);
            other.apply(planner.plan(wanted.build(), "us", other.observed().access(access), Optional.of(Set.of())));

            assertThat(planner.running("1", "us", other.observed().access(access), Optional.of(Set.of())))
                    .hasValueSatisfying(runs -> assertThat(runs.getIngress()).isEqualTo(asked));
        }
    }

    @Test
    void aCanaryComesItsWeightGrowsAndItGoesWithOneWriteEach() {
        routed();
        cluster.apply(plan());

        for (int weight : List.of(10, 60, 100)) {
            wanted.getCanaryBuilder().setWeight(weight);
            assertThat(plan().changes()).extracting(Change::toString).containsExactly("UPDATE HTTPRoute " + NAME);
            cluster.apply(plan());
            assertThat(backends()).isEqualTo(Map.of("ds-signs-1", 100 - weight, "ds-signs-canary-1", weight));
            assertThat(plan().inSync()).isTrue();
        }

        wanted.clearCanary();
        assertThat(plan().changes()).extracting(Change::toString).containsExactly("UPDATE HTTPRoute " + NAME);
        cluster.apply(plan());
        assertThat(backends()).isEqualTo(Map.of("ds-signs-1", 1));
        assertThat(plan().inSync()).isTrue();
    }

    @Test
    void aCanaryIsReadBackByItsWeight() {
        routed();
        wanted.getCanaryBuilder().setWeight(30);
        cluster.apply(plan());

        assertThat(planner.running("1", "us", cluster.observed().access(access), Optional.of(Set.of())))
                .hasValueSatisfying(runs -> assertThat(runs.getCanary()).isEqualTo(wanted.getCanary()));
    }

    /** A Gateway answers with errors what it cannot lead on. */
    @Test
    void aCanaryStaysUntilNoRouteLeadsToItAnyMore() {
        Deployment.Builder canary =
                wanted.setId("1-canary").setName("signs-canary").clearIngress();
        canary.getCanaryBuilder().setWeight(10);
        cluster.apply(plan());
        Optional<ObjectKey> route = Optional.of(new ObjectKey(Kind.HTTP_ROUTE, "default", "ds-signs-1"));

        Plan removal = planner.planRemoval("1-canary", "us", cluster.observed().ledBy(route), Optional.empty());
        assertThat(removal.changes()).isEmpty();
        assertThat(removal.waiting()).containsExactly("It stays while HTTPRoute " + NAME + " leads requests to it");
        assertThat(planner.planRemoval("1-canary", "us", cluster.observed(), Optional.empty())
                        .changes())
                .extracting(Change::toString)
                .containsExactly(
                        "DELETE Deployment default/ds-signs-canary-1", "DELETE Service default/ds-signs-canary-1");

        canary.clearService();
        Plan withoutService =
                planner.plan(canary.build(), "us", cluster.observed().ledBy(route), Optional.of(Set.of()));
        assertThat(withoutService.changes())
                .extracting(Change::toString)
                .containsExactly("UPDATE Deployment default/ds-signs-canary-1");
        assertThat(withoutService.waiting())
                .containsExactly(
                        "Service default/ds-signs-canary-1 stays while HTTPRoute " + NAME + " leads requests to it");
    }

    private Map<String, Integer> backends() {
        Map<String, Integer> backends = new HashMap<>();
        cluster.tree(Kind.HTTP_ROUTE)
                .at("/spec/rules/0/backendRefs")
                .forEach(backend -> backends.put(
                        backend.path("name").asText(), backend.path("weight").asInt()));
        return backends;
    }

    private void routed() {
        wanted.getIngressBuilder()
                .addRouteParents(RouteParent.newBuilder().setNamespace("infra").setName("public"));
    }

    private void answer(String accepted) {
        try {
            cluster.tree(Kind.HTTP_ROUTE).set("status", new ObjectMapper().readTree("""
                    {"parents": [{"controllerName": "example.com/gateways",
                                  "parentRef": {"namespace": "infra", "name": "public"},
                                  "conditions": [{"type": "Accepted", "status": "%s", "reason": "Accepted"}]}]}
                    """.formatted(accepted)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private Plan plan() {
        return planner.plan(wanted.build(), "us", cluster.observed().access(access), Optional.of(Set.of()));
    }
}
