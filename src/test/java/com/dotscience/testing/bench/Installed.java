package com.dotscience.testing.bench;

import com.dotscience.testing.Kubeconfig;
import com.dotscience.testing.Manifests;
import com.dotscience.testing.RealControlPlane;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalInt;

/** What {@code kubernetes/install.yaml} says of how a deployer runs, and as whom. */
record Installed(Manifests manifest) {

    /** Who may do what; the rest of it runs a pod, or needs a newer Kubernetes. */
    private static final List<String> RIGHTS =
            List.of("Namespace", "ServiceAccount", "Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding");

    private static final BigDecimal MEBIBYTE = BigDecimal.valueOf(1 << 20);

    /** The container's limit in MiB. */
    OptionalInt memory() {
        Quantity limit = container().getResources().getLimits().get("memory");
        return OptionalInt.of(limit.getNumericalAmount().divide(MEBIBYTE).intValueExact());
    }

    String javaOptions() {
        return container().getEnv().stream()
                .filter(variable -> variable.getName().equals("JAVA_OPTS"))
                .map(EnvVar::getValue)
                .findFirst()
                .orElse("");
    }

    private Container container() {
        return manifest.the(Deployment.class)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0);
    }

    /** Gives the deployer its rights there. */
    void grant(RealControlPlane plane) {
        for (HasMetadata object : manifest.objects()) {
            if (object instanceof Namespace) {
                plane.ensureNamespace(object.getMetadata().getName());
            } else if (RIGHTS.contains(object.getKind())) {
                plane.client().resource(object).createOr(existing -> existing.update());
            }
        }
    }

    /** As the audit log calls it. */
    String user() {
        return "system:serviceaccount:" + namespace() + ":" + account();
    }

    /** For the deployer, with a token that is valid for an hour. */
    Kubeconfig kubeconfig(RealControlPlane plane) {
        return plane.serviceAccount(namespace(), account());
    }

    private String namespace() {
        return manifest.the(ServiceAccount.class).getMetadata().getNamespace();
    }

    private String account() {
        return manifest.the(ServiceAccount.class).getMetadata().getName();
    }
}
