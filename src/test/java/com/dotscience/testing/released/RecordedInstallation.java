package com.dotscience.testing.released;

import com.dotscience.testing.PodFate;
import com.dotscience.testing.go.Deployment;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.util.JsonFormat;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The folder that a recording is in. Two deployers of one cluster are in it: one whose Gateway is the released one, and one
 * whose Gateway is another's, which takes what no Gateway of ours would.
 */
public record RecordedInstallation(Path folder) {

    static final String DATABASE = "gateway.mv.db";

    /** The released Gateway's admin token. */
    public static final String ADMIN_TOKEN = "admin";
    /** That of the deployer whose Gateway is the released one. */
    public static final String TOKEN = "deployer";
    /** That of the deployer whose Gateway is another's. */
    public static final String FOREIGN_TOKEN = "foreign";

    private static final Map<String, String> OURS = Map.of("owner", "ds-deployer");
    private static final String OBJECTS = "objects.jsonl";
    private static final String TOKENS = "tokens.properties";
    private static final String FOREIGN = "foreign.jsonl";
    private static final String ROUTES = "routes";

    /** Made by 0.1.0, as commit d0ed8f9 builds it. */
    public static RecordedInstallation of010() {
        return new RecordedInstallation(Path.of("src/test/resources/released/0.1.0/installation"));
    }

    /** @return the folder, for a Gateway to start on */
    public Path copyDatabaseTo(Path data) throws IOException {
        Files.createDirectories(data);
        Files.copy(folder.resolve(DATABASE), data.resolve(DATABASE));
        return data;
    }

    void keepDatabase(Path file) throws IOException {
        Files.copy(file, folder.resolve(DATABASE), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Everything in the cluster that those deployers made, and IngressClasses: as a client may create it. */
    public List<HasMetadata> objects() throws IOException {
        KubernetesSerialization json = new KubernetesSerialization();
        return Files.readAllLines(folder.resolve(OBJECTS)).stream()
                .map(line -> json.<HasMetadata>unmarshal(line))
                .toList();
    }

    void keepObjects(List<HasMetadata> objects) throws IOException {
        List<String> lines = new ArrayList<>();
        for (HasMetadata object : objects) {
            lines.add(creatable(object));
        }
        Files.write(folder.resolve(OBJECTS), lines);
    }

    private static String creatable(HasMetadata object) throws IOException {
        ObjectNode json = (ObjectNode) new ObjectMapper().readTree(new KubernetesSerialization().asJson(object));
        json.remove("status");
        ((ObjectNode) json.get("metadata")).retain("name", "namespace", "labels", "annotations");
        return json.toString();
    }

    /** What the other's Gateway wants. */
    public List<Deployment> foreign() throws IOException {
        List<Deployment> wanted = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve(FOREIGN))) {
            Deployment.Builder each = Deployment.newBuilder();
            JsonFormat.parser().merge(line, each);
            wanted.add(each.build());
        }
        return wanted;
    }

    void keepForeign(List<Deployment> wanted) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Deployment each : wanted) {
            lines.add(JsonFormat.printer().omittingInsignificantWhitespace().print(each));
        }
        Files.write(folder.resolve(FOREIGN), lines);
    }

    /** @param whose one of the names above */
    public String token(String whose) throws IOException {
        Properties tokens = new Properties();
        try (var file = Files.newBufferedReader(folder.resolve(TOKENS))) {
            tokens.load(file);
        }
        return tokens.getProperty(whose);
    }

    void keepTokens(String admin, String token, String foreignToken) throws IOException {
        Files.write(
                folder.resolve(TOKENS),
                List.of(ADMIN_TOKEN + "=" + admin, TOKEN + "=" + token, FOREIGN_TOKEN + "=" + foreignToken));
    }

    /** The namespaces that it is in. */
    public List<String> namespaces() {
        return List.of(Asked.NAMESPACE, "kube-system", "dotscience-deployer");
    }

    /** What becomes of its pods: all are ready, but those with an image that no runtime takes. */
    public PodFate fateOfPods() {
        PodFate ready = PodFate.ready();
        PodFate starting = PodFate.starting();
        return pod -> {
            boolean runs = pod.getSpec().getContainers().stream()
                    .noneMatch(container -> Asked.NO_IMAGES.contains(container.getImage()));
            PodStatus status = runs ? ready.statusOf(pod) : starting.statusOf(pod);
            status.getContainerStatuses().stream()
                    .filter(container -> Asked.NO_IMAGES.contains(container.getImage()))
                    .forEach(container -> container.setState(new ContainerStateBuilder()
                            .withNewWaiting("invalid reference format", "InvalidImageName")
                            .build()));
            return status;
        };
    }

    /** All that deployers made here. */
    public static List<HasMetadata> madeByDeployers(KubernetesClient client) {
        List<HasMetadata> made = new ArrayList<>();
        made.addAll(client.apps()
                .deployments()
                .inAnyNamespace()
                .withLabels(OURS)
                .list()
                .getItems());
        made.addAll(client.services().inAnyNamespace().withLabels(OURS).list().getItems());
        made.addAll(client.network()
                .v1()
                .ingresses()
                .inAnyNamespace()
                .withLabels(OURS)
                .list()
                .getItems());
        return made;
    }

    /** Route files as an operator of that version may have them: each bundled one, copied, and one of their own. */
    public Path routes() {
        return folder.resolve(ROUTES);
    }

    void keepRoute(String name, String text) {
        try {
            Files.writeString(routes().resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
