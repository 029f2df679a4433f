/**
 * Reads and follows the logs of pods, and cuts them into lines. The reader pulls everything: no more than one chunk of
 * each pod is read ahead. The component {@code gateway:} receives the requests and sends the answers.
 */
package com.dotscience.deployer.logs;
