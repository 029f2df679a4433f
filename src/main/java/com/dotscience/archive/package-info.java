/**
 * What {@code libexec/archive} lets the programs talk to, or be asked by, while it notes which classes they load. Nothing else
 * uses this room, and it knows none of the programs. It exists because a deployer that reads nothing of a cluster does not load
 * the classes that it takes to read one.
 */
package com.dotscience.archive;
