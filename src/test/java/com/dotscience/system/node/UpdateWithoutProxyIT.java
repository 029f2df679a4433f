package com.dotscience.system.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A new image of models without a model-proxy, under load: which pods lose no request, as {@code docs/ds.md} has it, and which do.
 * One replica each; nothing is tried twice, and the model ends at once on SIGTERM.
 */
@OnANode
class UpdateWithoutProxyIT {

    private static final int CLIENTS = 12;
    private static final int BEFORE = 40;

    private final InstalledProduct product;
    private final String namespace;

    UpdateWithoutProxyIT(InstalledProduct product) {
        this.product = product;
        this.namespace = product.newNamespace("bare");
    }

    @Test
    void requestsAreLostUnlessPodsDrain() throws Exception {
        DeployedModel drains =
                create("drains", "--readiness", "tensorflow-serving", "--drain", "10s", "--drain-by", "image");
        DeployedModel hurries = create("hurries", "--readiness", "tensorflow-serving");
        drains.awaitPhase("ready");
        hurries.awaitPhase("ready");
        Set<String> old = uids(drains);
        old.addAll(uids(hurries));

        Load.Tally drained;
        Load.Tally drainedAtIngress;
        Load.Tally hurried;
        // What is sent over a connection at the moment at which the pod at its other end closes it is lost whatever a
        // pod does.
        try (Load one = Load.overFreshConnections(drains.atService(), CLIENTS);
                Load other = Load.on(drains.atIngress(host(drains)), CLIENTS);
                Load third = Load.overFreshConnections(hurries.atService(), CLIENTS)) {
            await().until(() -> one.sent() > BEFORE && other.sent() > BEFORE && third.sent() > BEFORE);
            drains.ask("-i", "demo/roadsigns:2").successfully();
            hurries.ask("-i", "demo/roadsigns:2").successfully();
            await().until(() -> uids(drains).stream().noneMatch(old::contains)
                    && uids(hurries).stream().noneMatch(old::contains));
            drained = one.end();
            drainedAtIngress = other.end();
            hurried = third.end();
        }
        System.out.println("Update of a model that drains: to the Service " + drained);
        System.out.println("Update of a model that drains: to the Ingress " + drainedAtIngress);
        System.out.println("Update of a model that ends at once: to the Service " + hurried);
        assertThat(drained.failures()).isEmpty();
        assertThat(drainedAtIngress.failures()).isEmpty();
        assertThat(drained.answered()).containsOnlyKeys("1", "2");
        assertThat(drainedAtIngress.answered()).containsOnlyKeys("1", "2");
        // Whether a request meets a pod that has ended is chance, so that there are five updates at most.
        for (int update = 1; update < 5 && hurried.failures().isEmpty(); update++) {
            hurried = updateUnderLoad(hurries, "demo/roadsigns:" + (2 - update % 2));
        }
        assertThat(hurried.failures()).isNotEmpty();
        DeployedModel.removeAll(List.of(drains, hurries));
    }

    /** Over fresh connections to its Service, from before it is asked for until the last old pod is gone. */
    private static Load.Tally updateUnderLoad(DeployedModel model, String image) throws Exception {
        model.awaitPhase("ready");
        await("the end of the pods before").until(() -> model.pods().size() == 1);
        Set<String> old = uids(model);
        try (Load load = Load.overFreshConnections(model.atService(), CLIENTS)) {
            await().until(() -> load.sent() > BEFORE);
            model.ask("-i", image).successfully();
            await().until(() -> uids(model).stream().noneMatch(old::contains));
            return load.end();
        }
    }

    /** As is this node's. */
    @Test
    void aDrainByTheKubeletIsRefusedInWordsWhereTheClusterIsTooOldForIt() {
        DeployedModel model = create("kubelet");

        Ds.Ended refused = model.ask("--drain", "10s");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .contains("drain needs Kubernetes 1.30, and the cluster of deployer 'kind' has v1.20")
                .contains("let the image sleep");
        model.remove();
    }

    private DeployedModel create(String name, String... options) {
        String[] all = new String[options.length + 2];
        System.arraycopy(options, 0, all, 2, options.length);
        all[0] = "--host";
        all[1] = name + ".example.com";
        return DeployedModel.createBare(product, namespace, name, "demo/roadsigns:1", all);
    }

    private static String host(DeployedModel model) {
        return model.name() + ".example.com";
    }

    private static Set<String> uids(DeployedModel model) {
        return model.pods().stream()
                .map(Pod::getMetadata)
                .map(metadata -> metadata.getUid())
                .collect(Collectors.toSet());
    }
}
