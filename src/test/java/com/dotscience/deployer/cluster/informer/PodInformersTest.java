package com.dotscience.deployer.cluster.informer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.deployer.cluster.ModelObjects;
import com.dotscience.deployer.plan.ObjectKey;
import com.dotscience.testing.Embedded;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient(crud = true, https = false)
@Embedded
class PodInformersTest {

    private static final ModelObjects CATS = ModelObjects.of("11111111-cats", "models");
    private static final ModelObjects DOGS = ModelObjects.of("22222222-dogs", "models");

    KubernetesMockServer server;
    KubernetesClient client;

    private final List<ObjectKey> changed = Collections.synchronizedList(new ArrayList<>());
    private final ApiServerConnection connection = new ApiServerConnection(Optional::empty);
    private PodInformers pods;

    @AfterEach
    void stop() {
        pods.stop();
    }

    @Test
    void thoseOfADeploymentAreFoundWhicheverReplicaSetMadeThem() throws Exception {
        create(CATS.pod("5d9c", "old"));
        create(CATS.pod("77f6", "new"));
        create(DOGS.pod("5d9c", "other"));

        start();

        assertThat(of(CATS))
                .extracting(pod -> pod.getMetadata().getName())
                .containsExactlyInAnyOrder(CATS.name() + "-5d9c-old", CATS.name() + "-77f6-new");
        assertThat(of(DOGS)).hasSize(1);
    }

    @Test
    void whatCarriesTheLabelAndIsNoDeploymentsIsNoneOfIts() throws Exception {
        create(otherwise("by-hand", pod -> pod.getMetadata().setOwnerReferences(List.of())));
        create(otherwise("job", pod -> owner(pod).setKind("Job")));
        create(otherwise("adopted", pod -> owner(pod).setController(false)));
        create(otherwise("replica-set-by-hand", pod -> owner(pod).setName("theirs")));
        create(otherwise("hashless", pod -> pod.getMetadata().setLabels(Map.of("deployment", "a"))));
        create(otherwise("not-labelled", pod -> pod.getMetadata().setLabels(Map.of("pod-template-hash", "5d9c"))));

        start();
        create(CATS.pod("5d9c", "ours"));

        await().until(() -> !changed.isEmpty());
        assertThat(changed).containsExactly(ObjectKey.of(CATS.deployment()));
        assertThat(of(CATS)).extracting(pod -> pod.getMetadata().getName()).containsExactly(CATS.name() + "-5d9c-ours");
    }

    @Test
    void onlyWhatSaysHowItIsIsKept() throws Exception {
        create(CATS.pod("5d9c", "one"));

        start();

        Pod kept = of(CATS).get(0);
        assertThat(kept.getMetadata().getAnnotations()).isEmpty();
        assertThat(kept.getSpec().getServiceAccountName()).isNull();
        assertThat(kept.getSpec().getContainers()).singleElement().satisfies(container -> {
            assertThat(container.getImage()).isEqualTo("example/cats:1");
            assertThat(container.getPorts()).isEmpty();
        });
        assertThat(kept.getStatus()
                        .getContainerStatuses()
                        .get(0)
                        .getState()
                        .getWaiting()
                        .getReason())
                .isEqualTo("ErrImagePull");
    }

    @Test
    void aPodThatComesChangesOrGoesIsNewsAndAnAnnotationIsNot() throws Exception {
        start();

        create(CATS.pod("5d9c", "one"));
        await().until(() -> changed.size() == 1);
        edit(pod -> pod.getMetadata().getAnnotations().put("example.com/network", "10.0.0.8"));
        edit(pod -> pod.getStatus().setPhase("Running"));
        await().until(() -> changed.size() == 2);
        client.resource(CATS.pod("5d9c", "one")).delete();
        await().until(() -> changed.size() == 3);

        assertThat(changed).containsOnly(ObjectKey.of(CATS.deployment()));
        assertThat(of(CATS)).isEmpty();
    }

    @Test
    void whereTheyMayNotBeReadThereAreNoneAndAllElseGoesOn() throws Exception {
        server.expect()
                .get()
                .withPath("/api/v1/pods?labelSelector=deployment&limit=250")
                .andReturn(
                        403,
                        new StatusBuilder()
                                .withCode(403)
                                .withMessage("pods is forbidden")
                                .build())
                .always();
        create(CATS.pod("5d9c", "one"));

        start();

        assertThat(of(CATS)).isEmpty();
        connection.begin(0);
        connection.check(1);
        assertThat(connection.trouble()).isEmpty();
    }

    private void start() throws Exception {
        pods = new PodInformers(client, new Namespaces(List.of()), connection, new DeploymentsOfPods());
        pods.start().get(1, TimeUnit.MINUTES);
        changed.clear();
    }

    private final class DeploymentsOfPods implements InformerListener {

        @Override
        public void objectChanged(HasMetadata before, HasMetadata after) {}

        @Override
        public void kindsChanged() {}

        @Override
        public void autoscalerChanged(ObjectKey deployment) {}

        @Override
        public void podsChanged(ObjectKey deployment, Optional<String> ending) {
            changed.add(deployment);
        }
    }

    private List<Pod> of(ModelObjects model) {
        return pods.of(ObjectKey.of(model.deployment()));
    }

    private static Pod otherwise(String name, Consumer<Pod> change) {
        Pod pod = CATS.pod("5d9c", name);
        change.accept(pod);
        return pod;
    }

    private static OwnerReference owner(Pod pod) {
        return pod.getMetadata().getOwnerReferences().get(0);
    }

    private void edit(Consumer<Pod> change) {
        client.resource(CATS.pod("5d9c", "one")).edit(pod -> {
            change.accept(pod);
            return pod;
        });
    }

    private void create(HasMetadata object) {
        client.resource(object).create();
    }
}
