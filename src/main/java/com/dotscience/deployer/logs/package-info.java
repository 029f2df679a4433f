/**
 * Reads and follows the logs of pods, and cuts them into lines. The reader pulls everything: no more than one chunk of each pod
 * is read ahead. How a request comes in and its answer goes out is {@code gateway:}'s.
 */
package com.dotscience.deployer.logs;
