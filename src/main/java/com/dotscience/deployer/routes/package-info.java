/**
 * Decides which route files run: the bundled ones, and the files of an operator's folder in their place, at any time. This room
 * knows files and Camel's routes, and nothing of what the routes do.
 *
 * <p>Not Camel's own reload: it watches for the file system's events, of which the swap of a ConfigMap's symbolic link is none;
 * it removes routes whose replacement then fails; and it does not bring back what a file has replaced.
 */
package com.dotscience.deployer.routes;
