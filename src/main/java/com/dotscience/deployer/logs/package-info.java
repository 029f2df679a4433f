/**
 * The logs of pods: which can be read, how they are read, followed and cut into lines. Everything is pulled by who reads;
 * nothing is read ahead but one chunk of each pod. How a request comes in and its answer goes out is {@code gateway:}'s.
 */
package com.dotscience.deployer.logs;
