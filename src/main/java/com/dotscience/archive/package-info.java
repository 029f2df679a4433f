/**
 * What {@code libexec/archive} lets the programs talk to, or be asked by, while it notes which classes they load. Nothing else
 * uses it, and it knows none of them.
 *
 * <p>A room that the design does not name: a deployer that reads nothing of a cluster does not load what it takes to read one.
 */
package com.dotscience.archive;
