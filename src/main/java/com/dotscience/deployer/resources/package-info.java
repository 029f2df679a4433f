/**
 * The resources {@code ModelDeployment} in the cluster: what they ask for becomes a part of the desired state, as one more source, and
 * what is really running becomes their status. Informers and reports are elsewhere.
 */
package com.dotscience.deployer.resources;
