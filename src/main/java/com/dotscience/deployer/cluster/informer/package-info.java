/**
 * The informers: they list and watch what the deployer observes, keep of it what is read, and find it by indexes.
 *
 * <p>What enters here watches the API server and shows what it says, whole and in order. What is made of that stays outside: the
 * answers to writes that informers do not show yet, which model deployment an event belongs to, and Camel.
 */
package com.dotscience.deployer.cluster.informer;
