/**
 * The Camel component {@code cluster:}: what is observed in the cluster, and the events that say which model deployment it is
 * about.
 *
 * <p>It stands in for the stock {@code kubernetes-*:} consumers, which watch without listing first and stay silent after
 * {@code 410 Gone}. Recheck when Camel is raised. The room {@code informer} lists and watches; here that becomes one state, with
 * what the API server answered to writes laid over it.
 *
 * <p>The gate of writes is here as well, since what holds them (R12) is observed here: it stands before every request, whichever
 * route or component makes it.
 */
package com.dotscience.deployer.cluster;
