package com.dotscience.deployer.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dotscience.deployer.cluster.ModelObjects;
import com.dotscience.deployer.plan.Action;
import com.dotscience.deployer.plan.Change;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.testing.Embedded;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The component in YAML routes, and what it sends. */
@EnableKubernetesMockClient(crud = true, https = false)
@Embedded
class KubernetesObjectsTest {

    private static final ModelObjects CATS = ModelObjects.of("11111111-cats", "models");

    private static final String ROUTES = """
            - route:
                id: option
                from:
                  uri: direct:patch
                  steps:
                    - to:
                        uri: kubernetes-objects:client
                        parameters:
                          operation: patchObject
            - route:
                id: header
                from:
                  uri: direct:any
                  steps:
                    - to: kubernetes-objects:///
            - route:
                id: stock
                from:
                  uri: direct:stock
                  steps:
                    - process:
                        ref: deploymentHeaders
                    - to:
                        uri: kubernetes-deployments:client
                        parameters:
                          operation: createDeployment
            """;

    KubernetesMockServer server;
    KubernetesClient client;

    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        camel.getRegistry().bind("kubernetesClient", client);
        camel.getRegistry().bind("deploymentHeaders", new DeploymentHeaders());
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("changes.yaml", ROUTES));
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void aCreatedObjectIsWhatTheApiServerReturned() {
        for (HasMetadata object : CATS.manifest().objects()) {
            HasMetadata created = run("createObject", change(Action.CREATE, object, ""));

            assertThat(created.getMetadata().getUid()).isNotEmpty();
            assertThat(created.getMetadata().getAnnotations())
                    .isEqualTo(object.getMetadata().getAnnotations());
        }
        assertThat(server.getRequestCount()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:patch", "direct:any"})
    void aPatchIsOneRequest(String route) throws Exception {
        var created = client.resource(CATS.deployment()).create();
        server.takeRequest();

        HasMetadata patched = run(route, "patchObject", change(Action.SCALE, created, scale(created, 5)));

        assertThat(json(patched)).contains("\"replicas\":5");
        assertThat(server.takeRequest().getMethod()).isEqualTo("PATCH");
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    /** R5 */
    @Test
    void aPatchPlannedOnAnOldVersionIsRefused() {
        var created = client.resource(CATS.deployment()).create();
        run("patchObject", change(Action.SCALE, created, scale(created, 5)));

        assertRefused(409, () -> run("patchObject", change(Action.SCALE, created, scale(created, 7))));
    }

    @Test
    void aDeletionNamesTheUid() throws Exception {
        var created = client.resource(CATS.ingress()).create();
        server.takeRequest();

        assertThat(run("deleteObject", change(Action.DELETE, created, ""))).isNull();

        var request = server.takeRequest();
        assertThat(request.getMethod() + " " + request.getPath())
                .isEqualTo("DELETE /apis/networking.k8s.io/v1/namespaces/models/ingresses/" + CATS.name());
        assertThat(request.getBody().readUtf8())
                .contains(
                        "\"preconditions\":{\"uid\":\"" + created.getMetadata().getUid() + "\"}")
                .contains("\"propagationPolicy\":\"Background\"");
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void whatIsGoneAlreadyIsDeleted() {
        var created = client.resource(CATS.service()).create();
        run("deleteObject", created);
        server.expect()
                .delete()
                .withPath("/api/v1/namespaces/models/services/ds-cats-11111111")
                .andReturn(
                        404,
                        new StatusBuilder()
                                .withStatus("Failure")
                                .withReason("NotFound")
                                .withCode(404)
                                .build())
                .once();

        assertThat(run("deleteObject", created)).isNull();
        assertThat(run("getObject", created)).isNull();
    }

    @Test
    void whatAProxySaysIsNotThereMayStillBeThere() {
        var created = client.resource(CATS.service()).create();
        server.expect()
                .delete()
                .withPath("/api/v1/namespaces/models/services/ds-cats-11111111")
                .andReturn(404, "<html><h1>Not Found</h1></html>")
                .once();

        assertThatThrownBy(() -> run("deleteObject", created)).hasRootCauseInstanceOf(KubernetesClientException.class);
    }

    @Test
    void aReadShowsWhatIsThere() {
        client.resource(CATS.service()).create();

        assertThat(run("getObject", CATS.service()).getMetadata().getUid()).isNotEmpty();
        assertThat(run("getObject", CATS.ingress())).isNull();
    }

    /** R7: the API server's own message is what people get to see. */
    @Test
    void aRefusalCarriesTheApiServersCodeAndMessageAndIsNotRepeated() {
        server.expect()
                .post()
                .withPath("/api/v1/namespaces/models/services")
                .andReturn(
                        403,
                        new StatusBuilder()
                                .withCode(403)
                                .withMessage("exceeded quota: services")
                                .build())
                .once();

        assertRefused(403, () -> run("createObject", CATS.service()));
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void theStockProducerCreatesExactlyTheDeploymentOfTheManifest() {
        HasMetadata created = run("direct:stock", null, change(Action.CREATE, CATS.deployment(), ""));

        var expected = CATS.deployment();
        assertThat(created.getMetadata().getNamespace()).isEqualTo("models");
        assertThat(created.getMetadata().getName())
                .isEqualTo(expected.getMetadata().getName());
        assertThat(created.getMetadata().getLabels())
                .isEqualTo(expected.getMetadata().getLabels());
        assertThat(created.getMetadata().getAnnotations())
                .isEqualTo(expected.getMetadata().getAnnotations());
        assertThat(json(((Deployment) created).getSpec())).isEqualTo(json(expected.getSpec()));
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void anUnknownOperationNamesTheKnown() {
        assertThatThrownBy(() -> run("updateObject", CATS.service()))
                .rootCause()
                .hasMessage(
                        "Unknown operation updateObject: use one of createObject, patchObject, deleteObject, getObject");
    }

    private String json(Object value) {
        return client.getKubernetesSerialization().asJson(value);
    }

    private static String scale(HasMetadata planned, int replicas) {
        return """
               [{"op": "replace", "path": "/metadata/resourceVersion", "value": "%s"},
                {"op": "replace", "path": "/spec/replicas", "value": %d}]
               """.formatted(planned.getMetadata().getResourceVersion(), replicas);
    }

    private static Change change(Action action, HasMetadata object, String patch) {
        return new Change(CATS.id(), Kind.of(object), action, object, patch, "a test");
    }

    private HasMetadata run(String operation, Object body) {
        return run("direct:any", operation, body);
    }

    private HasMetadata run(String route, String operation, Object body) {
        Map<String, Object> headers = operation == null ? Map.of() : Map.of("CamelKubernetesOperation", operation);
        return (HasMetadata) camel.createProducerTemplate().requestBodyAndHeaders(route, body, headers);
    }

    private static void assertRefused(int code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(CamelExecutionException.class)
                .cause()
                .satisfies(cause -> {
                    assertThat(cause).isInstanceOf(KubernetesClientException.class);
                    assertThat(((KubernetesClientException) cause).getCode()).isEqualTo(code);
                });
    }
}
