package com.dotscience.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Kubectl;
import com.dotscience.testing.NeedsControlPlane;
import com.dotscience.testing.RealControlPlane;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code docs/install.md} says of the ingress controller, typed word for word. */
@NeedsControlPlane
class HackOnRealControlPlaneTest {

    private static final Pattern TYPED = Pattern.compile("^ *kubectl (.+)$", Pattern.MULTILINE);

    private final RealControlPlane plane;
    private final KubernetesClient client;

    HackOnRealControlPlaneTest(RealControlPlane plane) {
        this.plane = plane;
        this.client = plane.client();
    }

    @AfterEach
    void remove() {
        client.rbac().clusterRoles().withName("webrelay").delete();
        client.rbac().clusterRoleBindings().withName("webrelay").delete();
        client.namespaces().withName("webrelay-ingress").delete();
    }

    @Test
    void theIngressControllerGetsItsCredentialsAndMaySeeIngresses() throws IOException {
        String document = Files.readString(Path.of("docs", "install.md"));
        List<String> typed = TYPED.matcher(document.substring(document.indexOf("\n## Reach a model from outside\n")))
                .results()
                .map(line -> line.group(1))
                .toList();
        assertThat(typed).hasSize(3);

        typed.forEach(line -> Kubectl.run(plane.kubeconfigFile(), line.split(" ")));

        assertThat(client.secrets()
                        .inNamespace("webrelay-ingress")
                        .withName("webrelay-credentials")
                        .get()
                        .getData())
                .containsOnlyKeys("key", "secret");
        String user = "system:serviceaccount:webrelay-ingress:webrelay";
        assertThat(List.of("extensions", "networking.k8s.io"))
                .allMatch(group -> Grants.allows(plane, user, null, "watch", group, "ingresses"));
        assertThat(client.apps()
                        .deployments()
                        .inNamespace("webrelay-ingress")
                        .withName("webrelay")
                        .get())
                .isNotNull();
    }
}
