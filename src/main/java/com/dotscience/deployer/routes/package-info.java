/**
 * Decides which route files run at any time: the bundled ones, or the files of an operator's folder in their place.
 * This room knows files and Camel's routes, but not what the routes do.
 *
 * <p>It does not use Camel's own reload, which waits for events of the file system and gets none when the symbolic link
 * of a ConfigMap changes, removes routes whose replacement then fails, and does not bring back a route that a file has
 * replaced.
 */
package com.dotscience.deployer.routes;
