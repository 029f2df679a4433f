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
 * What {@code kubectl apply} installs: the objects of {@code kubernetes/install.yaml}, which is packaged, and the Secret with
 * the token and the identity. Values are put into objects, never into text: no value can add to what is written.
 *
 * <p>In a namespace other than the packaged one, the role and its binding get that namespace at the end of their names:
 * they are the cluster's, and a second deployer's would otherwise take the rights from the first.
 */
public final class InstallManifest {
    private static final String INSTALL = "install.yaml";
    private static final String GATEWAY = "GATEWAY_ADDRESS";
    private static final String TLS = "REQUIRE_TLS";

    // Every string in quotes: YAML 1.1, as kubectl reads it, takes more words for booleans and numbers than YAML 1.2.
    private final KubernetesSerialization serialization = new KubernetesSerialization(
            new ObjectMapper(),
            true,
            new YamlDumpSettingsBuilder().setMinimizeQuotes(false).build());

    /** For {@code kubectl apply -f}. */
    public String yaml(InstallParameters parameters) {
        return objects(parameters).stream().map(serialization::asYaml).collect(Collectors.joining());
    }

    /** The same as one object, a list. */
    public String json(InstallParameters parameters) {
        return serialization.asJson(
                new KubernetesListBuilder().withItems(objects(parameters)).build());
    }

    private List<HasMetadata> objects(InstallParameters parameters) {
        List<HasMetadata> objects = packaged();
        Namespace packaged = the(Namespace.class, objects);
        String standard = packaged.getMetadata().getName();
        if (!parameters.namespace().isEmpty() && !parameters.namespace().equals(standard)) {
            move(objects, parameters.namespace());
        }
        tell(the(Deployment.class, objects), parameters);
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
        the(Namespace.class, objects).getMetadata().setName(namespace);
        objects.stream()
                .filter(object -> object.getMetadata().getNamespace() != null)
                .forEach(object -> object.getMetadata().setNamespace(namespace));
        ClusterRole role = the(ClusterRole.class, objects);
        ClusterRoleBinding binding = the(ClusterRoleBinding.class, objects);
        role.getMetadata().setName(role.getMetadata().getName() + "-" + namespace);
        binding.getMetadata().setName(binding.getMetadata().getName() + "-" + namespace);
        binding.getRoleRef().setName(role.getMetadata().getName());
        binding.getSubjects().forEach(subject -> subject.setNamespace(namespace));
        the(RoleBinding.class, objects).getSubjects().forEach(subject -> subject.setNamespace(namespace));
    }

    private static void tell(Deployment deployment, InstallParameters parameters) {
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

    /** Where the Deployment looks for it. */
    private static Secret secret(List<HasMetadata> objects, InstallParameters parameters) {
        Deployment deployment = the(Deployment.class, objects);
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

    private static <T extends HasMetadata> T the(Class<T> type, List<HasMetadata> objects) {
        return objects.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }
}
