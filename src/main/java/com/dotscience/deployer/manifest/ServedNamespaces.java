package com.dotscience.deployer.manifest;

import com.dotscience.api.Deployment;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** The namespaces in which a deployer makes objects: all, or those to which its owner limits it. */
public final class ServedNamespaces {

    private final Set<String> given;

    /** @param given the names of the namespaces; empty for all */
    public ServedNamespaces(Collection<String> given) {
        this.given = new TreeSet<>(given);
    }

    /** @throws InvalidModelDeploymentException if the objects of this model deployment would be in another namespace */
    public void check(Deployment wanted) {
        String namespace = ObjectName.of(wanted).namespace();
        if (!given.isEmpty() && !given.contains(namespace)) {
            throw new InvalidModelDeploymentException(
                    "namespace",
                    "is " + namespace + ", but this deployer serves only " + String.join(", ", given)
                            + ": choose another namespace, or let it serve this one too (deployer.namespaces)");
        }
    }
}
