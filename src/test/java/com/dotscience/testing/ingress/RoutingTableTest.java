package com.dotscience.testing.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documented rules of ingress-nginx about canaries. */
@Pure
class RoutingTableTest {

    private static final String CANARY = "nginx.ingress.kubernetes.io/canary";
    private static final String WEIGHT = CANARY + "-weight";
    private static final Ingress MAIN = ingress("main", "signs.example.com", "/", Map.of());

    private static Ingress ingress(String name, String host, String path, Map<String, String> annotations) {
        return new IngressBuilder()
                .withNewMetadata()
                .withNamespace("models")
                .withName(name)
                .withAnnotations(annotations)
                .endMetadata()
                .withNewSpec()
                .addNewRule()
                .withHost(host)
                .withNewHttp()
                .addNewPath()
                .withPath(path)
                .withPathType("ImplementationSpecific")
                .withNewBackend()
                .withNewService()
                .withName(name)
                .withNewPort()
                .withNumber(80)
                .endPort()
                .endService()
                .endBackend()
                .endPath()
                .endHttp()
                .endRule()
                .endSpec()
                .build();
    }

    private static Ingress canary(String name, int weight) {
        return ingress(name, "signs.example.com", "/", Map.of(CANARY, "true", WEIGHT, Integer.toString(weight)));
    }

    private static Service service(String name) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace("models")
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .addToSelector("deployment", name)
                .addNewPort()
                .withPort(80)
                .endPort()
                .endSpec()
                .build();
    }

    private static Pod pod(String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace("models")
                .withName(name)
                .addToLabels("deployment", name)
                .endMetadata()
                .withNewStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build();
    }

    /** Returns how many of a hundred requests go to each Service. */
    private static Map<String, Long> requests(List<String> ready, Ingress... ingresses) {
        RoutingTable table = RoutingTable.of(
                List.of(ingresses),
                Stream.of(ingresses)
                        .map(ingress -> service(ingress.getMetadata().getName()))
                        .toList(),
                ready.stream().map(RoutingTableTest::pod).toList(),
                (pod, port) -> Optional.of(
                        SocketAddress.inetSocketAddress(port, pod.getMetadata().getName())));
        AtomicInteger percent = new AtomicInteger();
        return Stream.generate(() -> table.find("signs.example.com", "/", percent::getAndIncrement))
                .limit(100)
                .map(backend -> backend.map(Backend::service).orElse("nobody"))
                .collect(Collectors.groupingBy(service -> service, Collectors.counting()));
    }

    @Test
    void aCanaryGetsAsManyRequestsAsItsWeightSays() {
        for (int weight : List.of(10, 30, 60)) {
            assertThat(requests(List.of("main", "canary"), MAIN, canary("canary", weight)))
                    .isEqualTo(Map.of("models/canary:80", (long) weight, "models/main:80", 100L - weight));
        }
        assertThat(requests(List.of("main", "canary"), MAIN, canary("canary", 100)))
                .isEqualTo(Map.of("models/canary:80", 100L));
        assertThat(requests(List.of("main", "canary"), MAIN, canary("canary", 0)))
                .isEqualTo(Map.of("models/main:80", 100L));
    }

    @Test
    void withoutTheAnnotationCanaryAWeightMeansNothing() {
        Ingress other = ingress("other", "signs.example.com", "/", Map.of(WEIGHT, "60"));

        assertThat(requests(List.of("main", "other"), MAIN, other)).isEqualTo(Map.of("models/main:80", 100L));

        Ingress off = ingress("other", "signs.example.com", "/", Map.of(CANARY, "false", WEIGHT, "60"));
        assertThat(requests(List.of("main", "other"), MAIN, off)).isEqualTo(Map.of("models/main:80", 100L));
    }

    @Test
    void aCanaryWithoutAMainIngressOfItsHostAndPathGetsNothing() {
        assertThat(requests(List.of("canary"), canary("canary", 60))).isEqualTo(Map.of("nobody", 100L));

        Ingress elsewhere = ingress("main", "signs.example.com", "/v1", Map.of());
        assertThat(requests(List.of("main", "canary"), elsewhere, canary("canary", 60)))
                .isEqualTo(Map.of("nobody", 100L));

        Ingress otherHost = ingress("canary", "*.example.com", "/", Map.of(CANARY, "true", WEIGHT, "60"));
        assertThat(requests(List.of("main", "canary"), MAIN, otherHost)).isEqualTo(Map.of("models/main:80", 100L));
    }

    @Test
    void theSecondCanaryOfARuleGetsNothing() {
        Ingress second = canary("second", 30)
                .edit()
                .editMetadata()
                .withCreationTimestamp("2026-11-27T10:00:01Z")
                .endMetadata()
                .build();
        Ingress first = canary("the-first", 60)
                .edit()
                .editMetadata()
                .withCreationTimestamp("2026-11-27T10:00:00Z")
                .endMetadata()
                .build();

        assertThat(requests(List.of("main", "second", "the-first"), MAIN, second, first))
                .isEqualTo(Map.of("models/the-first:80", 60L, "models/main:80", 40L));
    }

    @Test
    void aCanaryOfWhichNoPodIsReadyGetsNothing() {
        assertThat(requests(List.of("main"), MAIN, canary("canary", 60))).isEqualTo(Map.of("models/main:80", 100L));
    }
}
