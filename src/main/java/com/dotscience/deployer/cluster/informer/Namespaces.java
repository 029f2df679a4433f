package com.dotscience.deployer.cluster.informer;

import io.fabric8.kubernetes.client.dsl.AnyNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.Collection;
import java.util.Set;

/**
 * The namespaces that are observed: all, or each of those given. A <em>scope</em> is what one informer serves: the name
 * of a namespace, or {@link #ALL}.
 */
public final class Namespaces {

    private static final String ALL = "";

    private final Set<String> given;

    /**
     * @param given empty for all
     */
    public Namespaces(Collection<String> given) {
        this.given = Set.copyOf(given);
    }

    /** Whether all are observed. */
    public boolean all() {
        return given.isEmpty();
    }

    /** The scopes: one informer of a kind serves each. */
    public Set<String> scopes() {
        return given.isEmpty() ? Set.of(ALL) : given;
    }

    /** The scope that a namespace is in. */
    String scopeOf(String namespace) {
        return given.isEmpty() ? ALL : namespace;
    }

    /** The resources of a scope. */
    public <T, L, R extends Resource<T>> AnyNamespaceOperation<T, L, R> in(
            String scope, MixedOperation<T, L, R> resources) {
        return scope.equals(ALL) ? resources.inAnyNamespace() : resources.inNamespace(scope);
    }

    /** In words, for people. */
    String describe(String scope) {
        return scope.equals(ALL) ? "in all namespaces" : "in namespace " + scope;
    }
}
