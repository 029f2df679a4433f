/**
 * The Camel component {@code cluster:}: informers, and what they observe.
 *
 * <p>It stands in for the stock {@code kubernetes-*:} consumers, which watch without listing first and stay silent after
 * {@code 410 Gone}. Recheck when Camel is raised.
 *
 * <p>The gate of writes is here as well, since what holds them (R12) is observed here: it stands before every request, whichever
 * route or component makes it.
 */
package com.dotscience.deployer.cluster;
