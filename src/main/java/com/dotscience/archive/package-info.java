/**
 * What {@code libexec/archive} lets the programs talk to while it notes which classes they load. Nothing else uses it, and it
 * knows none of them.
 *
 * <p>A room that the design does not name: a deployer that reads nothing of a cluster leaves out half of what it loads.
 */
package com.dotscience.archive;
