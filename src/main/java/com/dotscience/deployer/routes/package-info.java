/**
 * Which route files run: the bundled ones, over which an operator lays a folder of files of their own, at any time. Knows
 * files and Camel's routes, nothing of what the routes do.
 *
 * <p>Not Camel's own reload: it watches for the file system's events, of which the swap of a ConfigMap's symbolic link is
 * none; it removes routes whose replacement then fails; and it does not bring back what a file has replaced.
 */
package com.dotscience.deployer.routes;
