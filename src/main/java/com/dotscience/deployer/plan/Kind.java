package com.dotscience.deployer.plan;

import com.dotscience.deployer.manifest.AutoscalerManifest;
import com.dotscience.deployer.manifest.BudgetManifest;
import com.dotscience.deployer.manifest.RouteManifest;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The kinds of object that make up a model deployment. Their names are those of the Kubernetes API, so that logs read like
 * {@code kubectl}. An optional kind is one that a model deployment may do without: the cluster need not serve it, and the deployer
 * need not be allowed to read and write it.
 */
public enum Kind {
    DEPLOYMENT("Deployment"),
    SERVICE("Service"),
    INGRESS("Ingress"),
    POD_DISRUPTION_BUDGET(BudgetManifest.KIND),
    HORIZONTAL_POD_AUTOSCALER(AutoscalerManifest.KIND),
    HTTP_ROUTE(RouteManifest.KIND);

    private static final Set<Kind> REQUIRED = EnumSet.of(DEPLOYMENT, SERVICE, INGRESS);
    private static final Set<Kind> OPTIONAL = EnumSet.complementOf(EnumSet.copyOf(REQUIRED));

    private final String apiName;

    Kind(String apiName) {
        this.apiName = apiName;
    }

    /** Returns the kinds that a model deployment may do without. */
    public static Set<Kind> optional() {
        return Collections.unmodifiableSet(OPTIONAL);
    }

    public boolean isOptional() {
        return OPTIONAL.contains(this);
    }

    /**
     * Returns the kind of that name in the Kubernetes API.
     *
     * @throws IllegalArgumentException if a model deployment has no such object
     */
    public static Kind named(String apiName) {
        for (Kind kind : values()) {
            if (kind.apiName.equals(apiName)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("A model deployment is made of no " + apiName);
    }

    /**
     * Returns the kind of an object.
     *
     * @throws IllegalArgumentException if a model deployment has no such object
     */
    public static Kind of(HasMetadata object) {
        return named(object.getKind());
    }

    /** Returns the kind as the Kubernetes API spells it. */
    @Override
    public String toString() {
        return apiName;
    }
}
