package com.dotscience.deployer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dotscience.testing.Pure;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Pure
class WriteGateTest {

    private final WriteGate gate = new WriteGate();

    @ParameterizedTest
    @CsvSource({
        "POST, /apis/apps/v1/namespaces/models/deployments",
        "PATCH, /apis/apps/v1/namespaces/models/deployments/ds-a-1",
        "PUT, /apis/apps/v1/namespaces/models/deployments/ds-a-1/scale",
        "DELETE, /apis/apps/v1/namespaces/models/deployments/ds-a-1",
        "DELETE, /apis/apps/v1/namespaces/models/deployments",
        "POST, /api/v1/namespaces/models/services",
        "DELETE, /api/v1/namespaces/models/services/ds-a-1",
        "POST, /apis/policy/v1beta1/namespaces/models/poddisruptionbudgets",
        "POST, /apis/gateway.networking.k8s.io/v1/namespaces/models/httproutes",
        "PATCH, /apis/gateway.networking.k8s.io/v1beta1/namespaces/models/httproutes/ds-a-1",
        "POST, /apis/networking.k8s.io/v1/namespaces/models/ingresses?fieldManager=x",
        "PATCH, /behind/a/path/apis/networking.k8s.io/v1/namespaces/models/ingresses/ds-a-1"
    })
    void noWriteToAnObjectOfAModelPassesWhileItIsClosed(String method, String path) {
        assertThatCode(() -> send(method, path)).as("open").doesNotThrowAnyException();
        gate.closeWhile(() -> Optional.of("Held by the cluster's owner"));
        assertThatThrownBy(() -> send(method, path))
                .isInstanceOf(WriteHoldException.class)
                .hasMessage("Held by the cluster's owner");
        assertThat(WriteHoldException.isCauseOf(new IllegalStateException(new IllegalStateException())))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /apis/apps/v1/namespaces/models/deployments/ds-a-1",
        "GET, /api/v1/services?watch=true",
        "POST, /apis/events.k8s.io/v1/namespaces/models/events",
        "PUT, /apis/coordination.k8s.io/v1/namespaces/dotscience-deployer/leases/dotscience-deployer"
    })
    void whatReadsAndWhatIsNoModelsPasses(String method, String path) {
        gate.closeWhile(() -> Optional.of("Held by the cluster's owner"));
        assertThatCode(() -> send(method, path)).doesNotThrowAnyException();
    }

    private void send(String method, String path) {
        HttpRequest request = new StandardHttpRequest.Builder()
                .uri(URI.create("https://cluster" + path))
                .method(method, "application/json", "{}")
                .build();
        gate.before(null, request, null);
    }
}
