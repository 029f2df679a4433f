package com.dotscience.gateway.install;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesListBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.YamlDumpSettingsBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The manifest that {@code kubectl apply} installs: the objects of the packaged {@code kubernetes/install.yaml}, and the Secret with
 * the token and the identity. Values are set in objects and never pasted into text, so that no value can add anything.
 *
 * <p>In a namespace other than the packaged one, the names of the cluster role and its binding end with that namespace. These
 * objects belong to the whole cluster, and with equal names a second deployer would take the rights from the first.
 */
public final class InstallManifest {
    private static final String INSTALL = "install.yaml";
    private static final String GATEWAY = "GATEWAY_ADDRESS";
    private static final String TLS = "REQUIRE_TLS";

    // Every string is quoted, because kubectl reads YAML 1.1, which takes more words for booleans and numbers than YAML
    // 1.2.
    private final KubernetesSerialization serialization = new KubernetesSerialization(
            new ObjectMapper(),
            true,
            new YamlDumpSettingsBuilder().setMinimizeQuotes(false).build());

    /** Returns the manifest as YAML, for {@code kubectl apply -f}. */
    public String yaml(InstallParameters parameters) {
        return objects(parameters).stream().map(serialization::asYaml).collect(Collectors.joining());
    }

    /** Returns the manifest as one JSON object of kind List. */
    public String json(InstallParameters parameters) {
        return serialization.asJson(
                new KubernetesListBuilder().withItems(objects(parameters)).build());
    }

    private List<HasMetadata> objects(InstallParameters parameters) {
        List<HasMetadata> objects = packaged();
        Namespace packaged = first(Namespace.class, objects);
        String standard = packaged.getMetadata().getName();
        if (!parameters.namespace().isEmpty() && !parameters.namespace().equals(standard)) {
            move(objects, parameters.namespace());
        }
        configure(first(Deployment.class, objects), parameters);
        objects.add(objects.indexOf(packaged) + 1, secret(objects, parameters));
        return objects;
    }

    private List<HasMetadata> packaged() {
        try (InputStream yaml = InstallManifest.class.getResourceAsStream(INSTALL)) {
            List<HasMetadata> objects = serialization.unmarshal(yaml);
            return new ArrayList<>(objects);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void move(List<HasMetadata> objects, String namespace) {
        first(Namespace.class, objects).getMetadata().setName(namespace);
        objects.stream()
                .filter(object -> object.getMetadata().getNamespace() != null)
                .forEach(object -> object.getMetadata().setNamespace(namespace));
        ClusterRole role = first(ClusterRole.class, objects);
        ClusterRoleBinding binding = first(ClusterRoleBinding.class, objects);
        role.getMetadata().setName(role.getMetadata().getName() + "-" + namespace);
        binding.getMetadata().setName(binding.getMetadata().getName() + "-" + namespace);
        binding.getRoleRef().setName(role.getMetadata().getName());
        binding.getSubjects().forEach(subject -> subject.setNamespace(namespace));
        first(RoleBinding.class, objects).getSubjects().forEach(subject -> subject.setNamespace(namespace));
    }

    private static void configure(Deployment deployment, InstallParameters parameters) {
        Container container =
                deployment.getSpec().getTemplate().getSpec().getContainers().get(0);
        if (!parameters.tag().isEmpty()) {
            String image = container.getImage();
            container.setImage(image.substring(0, image.lastIndexOf(':') + 1) + parameters.tag());
        }
        List<EnvVar> environment = new ArrayList<>(container.getEnv());
        environment.replaceAll(variable ->
                variable.getName().equals(GATEWAY) ? new EnvVar(GATEWAY, parameters.gateway(), null) : variable);
        if (!parameters.tls()) {
            environment.add(new EnvVar(TLS, "false", null));
        }
        container.setEnv(environment);
    }

    /** Builds the Secret that the Deployment mounts. */
    private static Secret secret(List<HasMetadata> objects, InstallParameters parameters) {
        Deployment deployment = first(Deployment.class, objects);
        String name = deployment.getSpec().getTemplate().getSpec().getVolumes().stream()
                .filter(volume -> volume.getSecret() != null)
                .findFirst()
                .orElseThrow()
                .getSecret()
                .getSecretName();
        return new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(deployment.getMetadata().getNamespace())
                .withLabels(deployment.getMetadata().getLabels())
                .endMetadata()
                .addToStringData("token", parameters.token())
                .addToStringData("identity", parameters.identity())
                .build();
    }

    private static <T extends HasMetadata> T first(Class<T> type, List<HasMetadata> objects) {
        return objects.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }
}
