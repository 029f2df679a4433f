package com.dotscience.system;

import com.dotscience.testing.Manifests;
import com.dotscience.testing.RealControlPlane;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a manifest lets the deployer's service account do.
 *
 * @param objects the roles, and whom they are bound to
 */
record Grants(List<HasMetadata> objects) {

    static Grants of(Manifests manifest) {
        return new Grants(manifest.objects().stream()
                .filter(object -> object instanceof ClusterRole
                        || object instanceof ClusterRoleBinding
                        || object instanceof Role
                        || object instanceof RoleBinding)
                .toList());
    }

    List<PolicyRule> rules() {
        return objects.stream()
                .flatMap(object -> object instanceof ClusterRole role
                        ? role.getRules().stream()
                        : object instanceof Role role ? role.getRules().stream() : Stream.empty())
                .toList();
    }

    /** Each verb on each resource, as in {@code get pods/log}. */
    List<String> verbs() {
        return rules().stream()
                .flatMap(rule -> rule.getResources().stream()
                        .flatMap(resource -> rule.getVerbs().stream().map(verb -> verb + " " + resource)))
                .toList();
    }

    /** Whether the API server, which hears of roles a moment after they are written, lets this user do it. */
    static boolean allows(
            RealControlPlane plane, String user, String namespace, String verb, String group, String resource) {
        return plane.client()
                .authorization()
                .v1()
                .subjectAccessReview()
                .create(new SubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withUser(user)
                        .withResourceAttributes(new ResourceAttributesBuilder()
                                .withNamespace(namespace)
                                .withVerb(verb)
                                .withGroup(group)
                                .withResource(resource)
                                .build())
                        .endSpec()
                        .build())
                .getStatus()
                .getAllowed();
    }
}
