package com.dotscience.deployer.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dotscience.testing.Embedded;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whoever removes a resource may be faster than what is still to be written to it. */
@EnableKubernetesMockClient(https = false)
@Embedded
class ResourceWritesTest {

    private static final String PATH = "/apis/dotscience.com/v1/namespaces/models/modeldeployments/signs";

    private KubernetesMockServer server;
    private KubernetesClient client;

    @Test
    void aResourceThatIsGoneBetweenReadingAndWritingNeedsNoFinalizerTakenOff() {
        server.expect().get().withPath(PATH).andReturn(200, deleted()).once();
        answerPatches(404);

        assertThatCode(() -> writes().release("models", "signs")).doesNotThrowAnyException();
        assertThat(server.getRequestCount()).isGreaterThan(1);
    }

    @Test
    void aResourceThatIsGoneNeedsNoStatus() {
        answerPatches(404);

        assertThatCode(() -> writes().status("models", "signs", Map.of("phase", "Removing")))
                .doesNotThrowAnyException();
    }

    @Test
    void whatTheApiServerDoesNotTakeIsAFailure() {
        server.expect().get().withPath(PATH).andReturn(200, deleted()).always();
        answerPatches(422);

        assertThatThrownBy(() -> writes().release("models", "signs"))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        refused -> assertThat(refused.getCode()).isEqualTo(422));
    }

    private void answerPatches(int code) {
        server.expect()
                .patch()
                .withPath(PATH)
                .andReturn(
                        code,
                        new StatusBuilder().withCode(code).withStatus("Failure").build())
                .always();
    }

    private ResourceWrites writes() {
        return new ResourceWrites(client, Optional::empty);
    }

    private static Map<String, ?> deleted() {
        return Map.of(
                "apiVersion",
                "dotscience.com/v1",
                "kind",
                "ModelDeployment",
                "metadata",
                Map.of(
                        "namespace",
                        "models",
                        "name",
                        "signs",
                        "resourceVersion",
                        "7",
                        "deletionTimestamp",
                        "2026-11-27T12:00:00Z",
                        "finalizers",
                        new String[] {ResourceWrites.FINALIZER}));
    }
}
