package com.dotscience.deployer.manifest;

import com.dotscience.api.DeploymentSpec;
import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import java.util.List;

/**
 * Builds the security contexts of a pod and of its containers. A namespace of the pod security standard
 * {@code restricted} judges every container, so what that standard asks for holds for the model-proxy too; the ids of
 * user and group are the model's alone, because they belong to its image.
 */
final class Security {

    private Security() {}

    /** @throws InvalidModelDeploymentException if the user is root, whom the standard {@code restricted} does not allow */
    static PodSecurityContext ofPod(DeploymentSpec asked) {
        com.dotscience.api.SecurityContext context = asked.getSecurityContext();
        if (context.hasRunAsUser() && context.getRunAsUser() <= 0) {
            throw new InvalidModelDeploymentException(
                    "deployment.security_context.run_as_user",
                    "is " + context.getRunAsUser() + ": it has to be from 1, since 0 is root");
        }
        return new PodSecurityContextBuilder()
                .withNewSeccompProfile()
                .withType(asked.getUnconfined() ? "Unconfined" : "RuntimeDefault")
                .endSeccompProfile()
                .withRunAsNonRoot(context.getRunAsNonRoot() ? Boolean.TRUE : null)
                .withFsGroup(context.hasFsGroup() ? context.getFsGroup() : null)
                .withSupplementalGroups(List.copyOf(context.getSupplementalGroupsList()))
                .build();
    }

    static SecurityContext ofModel(DeploymentSpec asked) {
        com.dotscience.api.SecurityContext context = asked.getSecurityContext();
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(asked.getPrivilegeEscalation())
                .withRunAsUser(context.hasRunAsUser() ? context.getRunAsUser() : null)
                .withRunAsGroup(context.hasRunAsGroup() ? context.getRunAsGroup() : null)
                .withReadOnlyRootFilesystem(context.getReadOnlyRootFilesystem() ? Boolean.TRUE : null)
                .withCapabilities(capabilities(asked))
                .build();
    }

    static SecurityContext ofProxy(DeploymentSpec asked) {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withCapabilities(capabilities(asked))
                .build();
    }

    private static Capabilities capabilities(DeploymentSpec asked) {
        List<String> dropped = asked.getSecurityContext().getDropCapabilitiesList();
        return dropped.isEmpty() ? null : new Capabilities(null, List.copyOf(dropped));
    }
}
