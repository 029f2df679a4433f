package com.dotscience.system.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What pods are given has its effect on a node: seen from inside, and by where pods are scheduled. The cluster's owner allows what
 * has to be allowed. What can be asked for at once is.
 */
@OnANode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PodFieldsIT {

    private static final String GPU = "example.com/gpu";
    private static final String IMAGE = "demo/roadsigns:1";
    private static final String TAINT = "team=vision:NoSchedule";

    private final InstalledProduct product;
    private final List<DeployedModel> models = new ArrayList<>();
    private String namespace;
    private DeployedModel inside;
    private DeployedModel choosy;
    private DeployedModel first;
    private DeployedModel pulled;

    PodFieldsIT(InstalledProduct product) {
        this.product = product;
    }

    @BeforeAll
    void allow() {
        namespace = product.newNamespace("fields");
        product.kubectl("create", "priorityclass", "vision-first", "--value=1000");
        product.kubectl("-n", namespace, "create", "secret", "generic", "bucket", "--from-literal=token=of-the-bucket");
        product.kubectl(
                "-n", namespace, "create", "configmap", "site", "--from-literal=region=eu", "--from-literal=signs=43");
        product.makeVolume("weights");
        claimWeights();
        product.node().run("sh", "-c", "echo heavy >/var/lib/weights/weights.txt");
        product.set(
                "DEPLOYER_ALLOWED_SECRETS=bucket",
                "DEPLOYER_ALLOWED_CONFIG_MAPS=site",
                "DEPLOYER_ALLOWED_VOLUME_CLAIMS=weights",
                "DEPLOYER_ALLOWED_PRIORITY_CLASSES=vision-first",
                "DEPLOYER_ALLOWED_TOLERATIONS=team");
        inside = create(
                "inside",
                "--env",
                "ROADSIGNS_OPTIONS=--model-version=2",
                "--env-from-secret",
                "BUCKET_TOKEN=bucket/token",
                "--env-from-config-map",
                "REGION=site/region",
                "--arg=--name=signs",
                "--readiness",
                "open-inference",
                "--readiness-model",
                "signs",
                "--cpu",
                "100m:1",
                "--memory",
                "96Mi:384Mi",
                "--shared-memory",
                "128Mi",
                "--volume",
                "weights=claim:weights:/models",
                "--volume",
                "labels=config-map:site:/etc/labels",
                "--run-as-user",
                "1234",
                "--run-as-group",
                "2345",
                "--supplemental-group",
                "3456",
                "--run-as-non-root",
                "--read-only-root",
                "--drop-capability",
                "ALL");
        choosy = create("choosy", "--node-selector", "disk=ssd");
        first = create("first", "--gpu", GPU + "=1");
        pulled = create("pulled", "--pull-policy", "Always");
    }

    @AfterAll
    void remove() {
        DeployedModel.removeAll(models);
    }

    @Test
    void whatAPodIsGivenIsFoundInsideOfIt() throws Exception {
        inside.awaitPhase("ready");

        // Its first argument and the variable have reached the model.
        try (Connection connection = new Connection(product.service(namespace, inside.objectName()))) {
            Connection.Answer answer = connection.post("signs", "/v1/models/signs:predict", Predictions.request());
            assertThat(answer.headers()).containsEntry("x-model-version", "2");
        }
        assertThat(printed("""
                        echo $BUCKET_TOKEN $REGION
                        cat /models/weights.txt /etc/labels/signs; echo
                        echo $(id -u) $(id -g) $(id -G)
                        grep -h CapBnd /proc/self/status
                        cat /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/cpu/cpu.cfs_quota_us
                        """).lines())
                .containsExactly(
                        "of-the-bucket eu",
                        "heavy",
                        "43",
                        "1234 2345 2345 3456",
                        "CapBnd:\t0000000000000000",
                        Long.toString(384 << 20),
                        "100000");
        assertThat(printed("touch /models/mine /etc/labels/mine /mine 2>&1; true")
                        .lines())
                .hasSize(3)
                .allMatch(line -> line.endsWith("Read-only file system"));
        // Container runtimes give 64 MiB; kubelets before 1.22 leave it to the memory limit how much more fits in.
        assertThat(printed(
                                "df --output=fstype /dev/shm; head -c 100M /dev/zero >/dev/shm/a; df -m --output=used /dev/shm")
                        .split("\\s+"))
                .containsExactly("Type", "tmpfs", "Used", "100");
    }

    @Test
    void aPodWaitsForANodeWithItsLabelAndSaysSo() {
        choosy.awaitWords(
                "progressing", "No node takes the pod (Unschedulable: 0/1 nodes are available: 1 node(s) didn't match");

        product.kubectl("label", "nodes", "--all", "disk=ssd");

        choosy.awaitPhase("ready");
    }

    @Test
    void aTaintKeepsPodsOffThatDoNotTolerateIt() {
        product.kubectl("taint", "nodes", "--all", TAINT);
        try {
            DeployedModel tolerant = create("tolerant", "--toleration", TAINT);
            DeployedModel other = create("other");
            other.awaitWords("progressing", "No node takes the pod", "{team: vision}");
            tolerant.awaitPhase("ready");
            assertThat(other.status().get("status").asText()).isEqualTo("progressing");

            takeTaintOff();

            other.awaitPhase("ready");
        } finally {
            takeTaintOff();
        }
    }

    @Test
    void whoGetsAResourceThatIsNotEnoughForAllIsDecidedByPriority() {
        first.awaitWords("progressing", "No node takes the pod", "Insufficient " + GPU);
        offerOneGpu();
        first.awaitPhase("ready");
        DeployedModel second = create("second", "--gpu", GPU + "=1");
        second.awaitWords("progressing", "No node takes the pod", "Insufficient " + GPU);

        DeployedModel preferred = create("preferred", "--gpu", GPU + "=1", "--priority-class", "vision-first");

        preferred.awaitPhase("ready");
        first.awaitWords("progressing", "No node takes the pod", "Insufficient " + GPU);
    }

    @Test
    void anImageIsPulledAnewWhereThatIsAskedFor() {
        pulled.awaitWords("failed", "The image " + IMAGE + " cannot be pulled");
    }

    private DeployedModel create(String name, String... options) {
        DeployedModel model = DeployedModel.createBare(product, namespace, name, IMAGE, options);
        models.add(model);
        return model;
    }

    /** By a script inside of the model's container. */
    private String printed(String script) {
        return product.kubectl(
                "-n", namespace, "exec", "deployment/" + inside.objectName(), "-c", "model", "--", "sh", "-c", script);
    }

    /** As a device plugin would. */
    private void offerOneGpu() {
        // The kubelet writes to it as well.
        await().ignoreExceptionsInstanceOf(KubernetesClientException.class)
                .until(() -> node().editStatus(node -> node.edit()
                                .editStatus()
                                .addToCapacity(GPU, new Quantity("1"))
                                .endStatus()
                                .build())
                        != null);
    }

    private void takeTaintOff() {
        await().ignoreExceptionsInstanceOf(KubernetesClientException.class)
                .until(() -> node().edit(node -> node.edit()
                                .editSpec()
                                .removeMatchingFromTaints(
                                        taint -> taint.getKey().equals("team"))
                                .endSpec()
                                .build())
                        != null);
    }

    private Resource<Node> node() {
        var nodes = product.client().nodes();
        return nodes.withName(nodes.list().getItems().get(0).getMetadata().getName());
    }

    private void claimWeights() {
        product.client()
                .persistentVolumeClaims()
                .inNamespace(namespace)
                .resource(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withName("weights")
                        .endMetadata()
                        .withNewSpec()
                        .withAccessModes("ReadWriteOnce")
                        .withNewResources()
                        .withRequests(Map.of("storage", new Quantity("1Mi")))
                        .endResources()
                        .endSpec()
                        .build())
                .create();
    }
}
