package com.dotscience.system.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A model deployment that was made with {@code ds}, and what is there of it in the cluster. */
record DeployedModel(InstalledProduct product, String namespace, String name, String id) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Asks for it with a model-proxy, and these options in addition; does not wait for it unless they say so. */
    static DeployedModel create(
            InstalledProduct product, String namespace, String name, String image, String... options) {
        List<String> arguments = new ArrayList<>(List.of("--classes", "@hack/roadsigns-classes.json"));
        arguments.addAll(List.of(options));
        return createBare(product, namespace, name, image, arguments.toArray(String[]::new));
    }

    /** The same without a model-proxy. */
    static DeployedModel createBare(
            InstalledProduct product, String namespace, String name, String image, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "deployment",
                "create",
                "--model-name",
                name,
                "-d",
                InstalledProduct.DEPLOYER,
                "--namespace",
                namespace,
                "-i",
                image,
                "-o",
                "json"));
        arguments.addAll(List.of(options));
        Ds.Ended created = product.ds().run(arguments.toArray(String[]::new)).successfully();
        try {
            return new DeployedModel(
                    product,
                    namespace,
                    name,
                    JSON.readTree(created.out()).get("id").asText());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes it, and waits until that is through; whatever comes of it. */
    Ds.Ended update(String... options) {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.add("--wait");
        return ask(arguments.toArray(String[]::new));
    }

    /** Asks for a change, whatever comes of that. */
    Ds.Ended ask(String... options) {
        List<String> arguments = new ArrayList<>(List.of("deployment", "update", name, "--namespace", namespace));
        arguments.addAll(List.of(options));
        return product.ds().run(arguments.toArray(String[]::new));
    }

    /** What is known of it: see {@code ds deployment get -o json}. */
    JsonNode status() {
        return product.ds().status(name, namespace);
    }

    /** What its status says of it; empty if there is nothing to say. */
    String message() {
        return status().get("message").asText("");
    }

    void awaitPhase(String phase) {
        await(name + " to be " + phase).untilAsserted(() -> {
            JsonNode status = status();
            assertThat(status.get("status").asText())
                    .as(status.toPrettyString())
                    .isEqualTo(phase);
        });
    }

    /** Waits until its status is this and says so. */
    void awaitWords(String phase, String... words) {
        await(name + " to be " + phase).untilAsserted(() -> {
            JsonNode status = status();
            assertThat(status.get("status").asText())
                    .as(status.toPrettyString())
                    .isEqualTo(phase);
            assertThat(status.get("message").asText("")).contains(words);
        });
    }

    /** Of its three objects. */
    String objectName() {
        return "ds-" + name + "-" + id.substring(0, id.indexOf('-'));
    }

    RollableScalableResource<Deployment> deployment() {
        return product.client().apps().deployments().inNamespace(namespace).withName(objectName());
    }

    /** Those that end included. */
    List<Pod> pods() {
        return product.client().pods().inNamespace(namespace).withLabel("deployment", id).list().getItems().stream()
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .toList();
    }

    /** Each pod with how often its containers were started anew: what must not change while nothing is wrong with it. */
    List<String> lives() {
        return pods().stream()
                .map(pod -> pod.getMetadata().getName() + " "
                        + pod.getMetadata().getUid() + " "
                        + pod.getStatus().getContainerStatuses().stream()
                                .map(container -> container.getName() + " restarted " + container.getRestartCount())
                                .sorted()
                                .collect(Collectors.joining(", ")))
                .toList();
    }

    Predictions atService() {
        return Predictions.at(product.service(namespace, objectName())).onceAnswered();
    }

    /** @param host with which it was created */
    Predictions atIngress(String host) {
        return new Predictions(product.ingress(), host).onceAnswered();
    }

    void remove() {
        product.ds().run("deployment", "rm", name, "--namespace", namespace).successfully();
    }

    /** Removes several of a product, which takes as long as one. */
    static void removeAll(List<DeployedModel> models) {
        List<String> arguments = new ArrayList<>(List.of("deployment", "rm", "--yes"));
        models.forEach(model -> arguments.add(model.id()));
        models.get(0).product().ds().run(arguments.toArray(String[]::new)).successfully();
    }
}
