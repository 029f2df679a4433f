package com.dotscience.testing.demo;

import java.nio.file.Path;

/**
 * The cluster of a demo.
 *
 * @param kubeconfig the file that says how to reach it
 * @param description where it is, for people
 */
record Place(Path kubeconfig, String description) {}
