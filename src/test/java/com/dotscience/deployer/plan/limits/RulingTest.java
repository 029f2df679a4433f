package com.dotscience.deployer.plan.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.ClusterContract;
import com.dotscience.deployer.plan.limits.Breach.What;
import com.dotscience.testing.Pure;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Pure
class RulingTest {

    private static final List<HasMetadata> OWN = List.of(
            new DeploymentBuilder()
                    .withNewMetadata()
                    .withNamespace("kube-models")
                    .addToLabels("owner", "ds-deployer")
                    .addToLabels("tier", "gold")
                    .endMetadata()
                    .withNewSpec()
                    .withReplicas(4)
                    .withNewTemplate()
                    .withNewMetadata()
                    .addToLabels("team", "vision")
                    .addToAnnotations("note", "a=b")
                    .endMetadata()
                    .withNewSpec()
                    .withServiceAccountName("reader")
                    .withPriorityClassName("high")
                    .addNewImagePullSecret("hub")
                    .addNewToleration("NoSchedule", "gpu", "Equal", null, "big")
                    .addNewToleration(null, null, "Exists", null, null)
                    .addNewVolume()
                    .withName("weights")
                    .withNewPersistentVolumeClaim("llama", true)
                    .endVolume()
                    .addNewVolume()
                    .withName("labels")
                    .withNewConfigMap()
                    .withName("signs")
                    .endConfigMap()
                    .endVolume()
                    .addNewContainer()
                    .withName("model")
                    .withImage("evil.io/a:1")
                    .endContainer()
                    .addNewContainer()
                    .withName("proxy")
                    .withImage("evil.io/proxy:1")
                    .addNewEnv()
                    .withName("RECORD_URL")
                    .withValue("http://sink.evil.org/a")
                    .endEnv()
                    .endContainer()
                    .endSpec()
                    .endTemplate()
                    .endSpec()
                    .build(),
            new ServiceBuilder()
                    .withNewMetadata()
                    .withNamespace("kube-models")
                    .endMetadata()
                    .withNewSpec()
                    .withType("NodePort")
                    .endSpec()
                    .build(),
            new IngressBuilder()
                    .withNewMetadata()
                    .withNamespace("kube-models")
                    .addToAnnotations("kubernetes.io/ingress.class", "public")
                    .addToAnnotations("example.com/a", "b")
                    .endMetadata()
                    .withNewSpec()
                    .addNewRule()
                    .withHost("evil.org")
                    .endRule()
                    .endSpec()
                    .build(),
            new HTTPRouteBuilder()
                    .withNewMetadata()
                    .withNamespace("kube-models")
                    .endMetadata()
                    .withNewSpec()
                    .withHostnames("route.evil.org")
                    .addNewParentRef()
                    .withNamespace("infra")
                    .withName("public")
                    .endParentRef()
                    .addNewParentRef()
                    .withName("local")
                    .endParentRef()
                    .endSpec()
                    .build());

    @ParameterizedTest
    @CsvSource({
        "ID, roadsigns",
        "NAMESPACE, kube-models",
        "IMAGE, evil.io/a:1",
        "PROXY_IMAGE, evil.io/proxy:1",
        "REPLICAS, 4",
        "REPLICAS, 3",
        "SERVICE_TYPE, NodePort",
        "INGRESS_CLASS, public",
        "HOST, evil.org",
        "SECRET, hub",
        "CONFIG_MAP, signs",
        "VOLUME_CLAIM, llama",
        "SERVICE_ACCOUNT, reader",
        "PRIORITY_CLASS, high",
        "TOLERATION, gpu=big:NoSchedule",
        "TOLERATION, ''",
        "POD_ANNOTATION, note=a=b",
        "POD_LABEL, team=vision",
        "INGRESS_ANNOTATION, example.com/a=b",
        "ROUTE_PARENT, infra/public",
        "ROUTE_PARENT, kube-models/local",
        "RECORD_SINK, sink.evil.org:80",
        "HOST, route.evil.org",
        "LABEL, tier=gold",
        "LABEL, owner=me"
    })
    void whatIsThereAlreadyIsLeft(What what, String value) {
        Breach breach = breach(what, value);
        Ruling ruling = Ruling.on(List.of(breach), OWN, List.of());
        assertThat(ruling).isEqualTo(new Ruling(List.of(breach), List.of()));
        assertThat(ruling.refusal()).isEmpty();
        assertThat(ruling.remark())
                .contains("Left as it was, since it was there before the limit: a sentence; it may be scaled down and"
                        + " removed");
    }

    @ParameterizedTest
    @CsvSource({
        "NAMESPACE, kube-system",
        "IMAGE, evil.io/a:2",
        "IMAGE, evil.io/proxy:1",
        "PROXY_IMAGE, evil.io/a:1",
        "REPLICAS, 5",
        "SERVICE_TYPE, LoadBalancer",
        "INGRESS_CLASS, internal",
        "HOST, more.evil.org",
        "HOST, ''",
        "SECRET, db",
        "CONFIG_MAP, llama",
        "VOLUME_CLAIM, signs",
        "SERVICE_ACCOUNT, writer",
        "PRIORITY_CLASS, higher",
        "TOLERATION, gpu=big:NoExecute",
        "TOLERATION, gpu",
        "POD_ANNOTATION, note=b",
        "POD_LABEL, team=shop",
        "INGRESS_ANNOTATION, example.com/a=c",
        "ROUTE_PARENT, infra/local",
        "RECORD_SINK, sink.evil.org:443",
        "LABEL, tier=silver",
        "LABEL, deployment=x"
    })
    void whatIsNewlyAskedForIsRefused(What what, String value) {
        Breach breach = breach(what, value);
        Ruling ruling = Ruling.on(List.of(breach), OWN, List.of());
        assertThat(ruling).isEqualTo(new Ruling(List.of(), List.of(breach)));
        assertThat(ruling.refusal()).contains("Refused: a sentence");
        assertThat(ruling.remark()).isEmpty();
    }

    /** The API server writes the cluster's default class into an Ingress that was asked for without one. */
    @Test
    void anIngressOfTheClustersDefaultClassIsOneWithoutAClass() {
        HasMetadata usual = new IngressBuilder()
                .withNewMetadata()
                .addToAnnotations(ClusterContract.APPLIED_ANNOTATION, "{\"spec\":{\"rules\":{\"a.b\":{}}}}")
                .endMetadata()
                .withNewSpec()
                .withIngressClassName("nginx")
                .endSpec()
                .build();
        Breach none = breach(What.INGRESS_CLASS, "");
        Breach nginx = breach(What.INGRESS_CLASS, "nginx");

        assertThat(Ruling.on(List.of(none, nginx), List.of(usual), List.of()))
                .isEqualTo(new Ruling(List.of(none), List.of(nginx)));
    }

    @Test
    void whatIsNowhereIsNewlyAskedForWhateverItIs() {
        Breach breach = breach(What.ID, "roadsigns");
        assertThat(Ruling.on(List.of(breach), List.of(), List.of()).refused()).containsExactly(breach);
    }

    @Test
    void whatWasLeftAndIsOutOfTheClusterForAMomentIsStillLeft() {
        Breach image = breach(What.IMAGE, "evil.io/a:1");
        Breach replicas = breach(What.REPLICAS, "3");
        List<Breach> before = List.of(image, breach(What.REPLICAS, "4"));
        assertThat(Ruling.on(List.of(image, replicas), List.of(), before).left())
                .containsExactly(image, replicas);
        assertThat(Ruling.on(List.of(breach(What.REPLICAS, "5")), List.of(), before)
                        .refused())
                .hasSize(1);
    }

    @Test
    void whatBreaksNothingIsAllowed() {
        assertThat(Ruling.on(List.of(), OWN, List.of(breach(What.ID, "a")))).isEqualTo(Ruling.ALLOWED);
    }

    private static Breach breach(What what, String value) {
        return new Breach(what, value, "a sentence");
    }
}
