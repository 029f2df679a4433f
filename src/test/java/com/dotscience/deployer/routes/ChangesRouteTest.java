package com.dotscience.deployer.routes;

import static com.dotscience.deployer.routes.Changes.change;
import static com.dotscience.deployer.routes.Changes.object;
import static com.dotscience.deployer.routes.Changes.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.deployer.apply.DeploymentHeaders;
import com.dotscience.deployer.plan.Action;
import com.dotscience.deployer.plan.Change;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.testing.Embedded;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.ConnectException;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.kubernetes.KubernetesConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Embedded
class ChangesRouteTest extends RouteTest {

    private static final String OUTCOME = "direct:outcome";
    private static final String PATCH = "kubernetes-objects:client?operation=patchObject";
    private static final String GET = "kubernetes-objects:client?operation=getObject";

    ChangesRouteTest() {
        super("changes");
    }

    @Override
    List<String> startedByTest() {
        return List.of("changes");
    }

    @Override
    List<String> edges() {
        return List.of(OUTCOME, "kubernetes-deployments:.*");
    }

    @Override
    Map<String, Object> beans() {
        return Map.of("deploymentHeaders", new DeploymentHeaders());
    }

    @ParameterizedTest
    @CsvSource({
        "DEPLOYMENT, CREATE,       kubernetes-deployments:client?operation=createDeployment",
        "SERVICE,    CREATE,       kubernetes-objects:client?operation=createObject",
        "INGRESS,    CREATE,       kubernetes-objects:client?operation=createObject",
        "DEPLOYMENT, UPDATE_IMAGE, kubernetes-objects:client?operation=patchObject",
        "DEPLOYMENT, SCALE,        kubernetes-objects:client?operation=patchObject",
        "DEPLOYMENT, UPDATE,       kubernetes-objects:client?operation=patchObject",
        "SERVICE,    UPDATE,       kubernetes-objects:client?operation=patchObject",
        "INGRESS,    UPDATE,       kubernetes-objects:client?operation=patchObject",
        "DEPLOYMENT, DELETE,       kubernetes-objects:client?operation=deleteObject",
        "SERVICE,    DELETE,       kubernetes-objects:client?operation=deleteObject",
        "INGRESS,    DELETE,       kubernetes-objects:client?operation=deleteObject"
    })
    void eachGoesToItsEndpointAndWhatCameBackToTheOutcome(Kind kind, Action action, String endpoint) {
        HasMetadata returned = object(kind, "a", "6");
        edge(endpoint).whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody(returned));
        Change change = change("a", kind, action);

        send(change);

        assertThat(edge(endpoint).getReceivedCounter()).isEqualTo(1);
        assertThat(outcome().getMessage().getBody()).isEqualTo(returned);
        assertThat(outcome().getProperty("change")).isEqualTo(change);
        assertThat(caught()).isNull();
    }

    @Test
    void theStockProducerIsToldNameNamespaceAndSpecInHeaders() {
        send(change("a", Kind.DEPLOYMENT, Action.CREATE));

        assertThat(edge("kubernetes-deployments:client?operation=createDeployment")
                        .getExchanges()
                        .get(0)
                        .getMessage()
                        .getHeaders())
                .containsEntry(KubernetesConstants.KUBERNETES_NAMESPACE_NAME, "models")
                .containsEntry(KubernetesConstants.KUBERNETES_DEPLOYMENT_NAME, "a")
                .containsKey(KubernetesConstants.KUBERNETES_DEPLOYMENT_SPEC);
    }

    @ParameterizedTest
    @CsvSource({"404, deployments.apps \"a\" not found", "403, forbidden", "422, is invalid", "500, etcd is away"})
    void whatTheApiServerRefusesIsAnOutcome(int code, String message) {
        failing(PATCH, refused(code, message));
        Change change = change("a", Kind.DEPLOYMENT, Action.SCALE);

        send(change);

        assertThat(outcome().getProperty("change")).isEqualTo(change);
        assertThat(outcome().getMessage().getBody()).isEqualTo(change);
        assertThat(caught())
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        refusal -> assertThat(refusal)
                                .hasMessage(message)
                                .returns(code, KubernetesClientException::getCode));
        assertThat(edge(GET).getExchanges()).isEmpty();
        assertThat(errors.seen()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void anApiServerThatCannotBeReachedIsAnOutcomeWhateverWasToBeDone(Action action) {
        KubernetesClientException unreachable =
                new KubernetesClientException("An error has occurred.", new ConnectException("Connection refused"));
        List.of(
                        "kubernetes-deployments:client?operation=createDeployment",
                        "kubernetes-objects:client?operation=deleteObject",
                        PATCH)
                .forEach(endpoint -> failing(endpoint, unreachable));

        send(change("a", Kind.DEPLOYMENT, action));

        assertThat(caught()).isSameAs(unreachable);
        assertThat(errors.seen()).isEmpty();
    }

    /** R5: somebody else was faster; the plan that follows is made on what is there. */
    @Test
    void aConflictBringsWhatIsThereToTheOutcome() {
        HasMetadata there = object(Kind.SERVICE, "a", "7");
        failing(PATCH, refused(409, "the object has been modified"));
        edge(GET).whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody(there));
        Change change = change("a", Kind.SERVICE, Action.UPDATE);

        send(change);

        assertThat(sentTo(OUTCOME)).containsExactly(there);
        assertThat(outcome().getProperty("change")).isEqualTo(change);
        assertThat(caught())
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        conflict -> assertThat(conflict.getCode()).isEqualTo(409));
        assertThat(errors.seen()).isEmpty();
    }

    @Test
    void aConflictWithWhatCannotBeReadIsOneOutcomeAsWell() {
        failing(PATCH, refused(409, "the object has been modified"));
        failing(GET, refused(500, "etcd is away"));
        Change change = change("a", Kind.SERVICE, Action.UPDATE);

        send(change);

        assertThat(sentTo(OUTCOME)).hasSize(1);
        assertThat(outcome().getProperty("change")).isEqualTo(change);
        assertThat(caught()).hasMessage("etcd is away");
        assertThat(errors.seen()).isEmpty();
    }

    private void failing(String endpoint, Exception failure) {
        edge(endpoint).whenAnyExchangeReceived(exchange -> {
            throw failure;
        });
    }

    private Exchange outcome() {
        return edge(OUTCOME).getExchanges().get(0);
    }

    private Exception caught() {
        return outcome().getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    }
}
