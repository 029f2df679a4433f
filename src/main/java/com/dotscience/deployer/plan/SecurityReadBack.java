package com.dotscience.deployer.plan;

import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.SecurityContext;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;

/** Reads back from a pod template as whom somebody asked a model to run, and what it does without. */
final class SecurityReadBack {

    private SecurityReadBack() {}

    static void into(DeploymentSpec.Builder model, PodSpec pod, Container container) {
        SecurityContext.Builder context = SecurityContext.newBuilder();
        if (pod.getSecurityContext() != null) {
            ofPod(model, context, pod.getSecurityContext());
        }
        if (container.getSecurityContext() != null) {
            ofModel(model, context, container.getSecurityContext());
        }
        if (!context.build().equals(SecurityContext.getDefaultInstance())) {
            model.setSecurityContext(context);
        }
    }

    private static void ofPod(DeploymentSpec.Builder model, SecurityContext.Builder context, PodSecurityContext there) {
        if (there.getSeccompProfile() != null) {
            model.setUnconfined("Unconfined".equals(there.getSeccompProfile().getType()));
        }
        context.setRunAsNonRoot(Boolean.TRUE.equals(there.getRunAsNonRoot()))
                .addAllSupplementalGroups(there.getSupplementalGroups());
        if (there.getFsGroup() != null) {
            context.setFsGroup(there.getFsGroup());
        }
    }

    private static void ofModel(
            DeploymentSpec.Builder model,
            SecurityContext.Builder context,
            io.fabric8.kubernetes.api.model.SecurityContext there) {
        model.setPrivilegeEscalation(Boolean.TRUE.equals(there.getAllowPrivilegeEscalation()));
        context.setReadOnlyRootFilesystem(Boolean.TRUE.equals(there.getReadOnlyRootFilesystem()));
        if (there.getRunAsUser() != null) {
            context.setRunAsUser(there.getRunAsUser());
        }
        if (there.getRunAsGroup() != null) {
            context.setRunAsGroup(there.getRunAsGroup());
        }
        if (there.getCapabilities() != null) {
            context.addAllDropCapabilities(there.getCapabilities().getDrop());
        }
    }
}
