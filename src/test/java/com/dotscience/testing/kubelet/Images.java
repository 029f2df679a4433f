package com.dotscience.testing.kubelet;

/** Knows images by name. */
@FunctionalInterface
public interface Images {

    /** What is behind a name as it stands in a pod. */
    Image find(String name);
}
