package com.dotscience.system.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.ModelProxyContract;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A new image under load. What makes it go well is taken out of the run with one replica in two of the tests, which show that
 * nothing else does: neither the clients nor the ingress try anything twice, and the model ends at once on SIGTERM. All are asked
 * for at once, and updated one after the other.
 */
@OnANode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImageUpdateIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String APPLIED = "deployer.dotscience.com/applied";

    /** 120 predictions a second, if they were answered at once. */
    private static final int CLIENTS = 24;

    private static final double SLOWEST = 50;

    private final InstalledProduct product;
    private String namespace;
    private List<DeployedModel> smooth;
    private DeployedModel hasty;
    private DeployedModel deaf;

    ImageUpdateIT(InstalledProduct product) {
        this.product = product;
    }

    @BeforeAll
    void create() {
        namespace = product.newNamespace("update");
        smooth = List.of(create("smooth-1", 1), create("smooth-2", 2));
        hasty = create("hasty", 1);
        deaf = create("deaf", 1);
        change(hasty, (container, ours) -> {
            if (container.getName().equals("model")) {
                container.setLifecycle(null);
                ours.remove("lifecycle");
            }
        });
        // As short as this there is no time to wait.
        change(
                deaf,
                (container, ours) -> container.getEnv().stream()
                        .filter(variable ->
                                variable.getName().equals(ModelProxyContract.TERMINATION_GRACE_PERIOD_SECONDS))
                        .forEach(variable -> {
                            variable.setValue("0");
                            ours.withObject("/env").remove(variable.getName());
                        }));
    }

    @AfterAll
    void remove() {
        DeployedModel.removeAll(List.of(smooth.get(0), smooth.get(1), hasty, deaf));
    }

    private DeployedModel create(String name, int replicas) {
        return DeployedModel.create(
                product,
                namespace,
                name,
                "demo/roadsigns:1",
                "-r",
                String.valueOf(replicas),
                "--host",
                name + ".example.com");
    }

    private record Tallies(Load.Tally service, Load.Tally ingress) {

        int failures() {
            return service.failures().size() + ingress.failures().size();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void noPredictionFails(int replicas) throws Exception {
        Tallies tallies = updateUnderLoad(smooth.get(replicas - 1), 2);

        assertThat(tallies.service().failures()).isEmpty();
        assertThat(tallies.ingress().failures()).isEmpty();
        assertThat(tallies.service().answered()).containsOnlyKeys("1", "2");
        assertThat(tallies.ingress().answered()).containsOnlyKeys("1", "2");
    }

    @Test
    void predictionsFailWhereTheModelDoesNotWaitForTheModelProxy() throws Exception {
        assertFailsInTheEnd(hasty);
    }

    @Test
    void predictionsFailWhereTheModelProxyDoesNotWaitForTheEndpoints() throws Exception {
        assertFailsInTheEnd(deaf);
    }

    /** Whether a prediction meets the moment that nobody waits for is chance, so that there are five updates at most. */
    private void assertFailsInTheEnd(DeployedModel model) throws InterruptedException {
        boolean fails = false;
        for (int update = 0; update < 5 && !fails; update++) {
            fails = updateUnderLoad(model, 2 - update % 2).failures() > 0;
        }
        assertThat(fails).as("a prediction failed").isTrue();
    }

    /** From before it is asked for until the last old pod is gone. */
    private Tallies updateUnderLoad(DeployedModel model, int version) throws InterruptedException {
        model.awaitPhase("ready");
        await("the end of what was made unchanged")
                .until(() -> model.pods().size()
                        == model.deployment().get().getSpec().getReplicas());
        Set<String> old = uids(model);
        Tallies tallies;
        try (Load service = Load.on(model.atService(), CLIENTS);
                Load ingress = Load.on(model.atIngress(model.name() + ".example.com"), CLIENTS)) {
            await().until(() -> service.sent() > SLOWEST && ingress.sent() > SLOWEST);
            model.update("-i", "demo/roadsigns:" + version).successfully();
            await().until(() -> uids(model).stream().noneMatch(old::contains));
            tallies = new Tallies(service.end(), ingress.end());
        }
        System.out.println("Update of " + model.name() + ": to the Service " + tallies.service());
        System.out.println("Update of " + model.name() + ": to the Ingress " + tallies.ingress());
        assertThat(tallies.service().perSecond()).isGreaterThan(SLOWEST);
        assertThat(tallies.ingress().perSecond()).isGreaterThan(SLOWEST);
        return tallies;
    }

    /**
     * Changes each container and what is listed of it as the deployer's, so that the deployer takes it for something that it
     * never gave to this Deployment, and leaves it alone.
     */
    private static void change(DeployedModel model, BiConsumer<Container, ObjectNode> change) {
        await().until(() -> model.deployment().get() != null);
        // The deployment controller writes to it as well.
        await().ignoreExceptionsInstanceOf(KubernetesClientException.class)
                .until(() -> model.deployment().edit(deployment -> changed(deployment, change)) != null);
    }

    private static Deployment changed(Deployment deployment, BiConsumer<Container, ObjectNode> change) {
        try {
            var annotations = deployment.getMetadata().getAnnotations();
            JsonNode applied = JSON.readTree(annotations.get(APPLIED));
            for (Container container :
                    deployment.getSpec().getTemplate().getSpec().getContainers()) {
                change.accept(
                        container, (ObjectNode) applied.at("/spec/template/spec/containers/" + container.getName()));
            }
            annotations.put(APPLIED, applied.toString());
            return deployment;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> uids(DeployedModel model) {
        return model.pods().stream()
                .map(Pod::getMetadata)
                .map(metadata -> metadata.getUid())
                .collect(Collectors.toSet());
    }
}
