/**
 * The Camel component {@code cluster:}: informers, and what they observe.
 *
 * <p>It stands in for the stock {@code kubernetes-*:} consumers, which watch without listing first and stay silent after
 * {@code 410 Gone}. Recheck when Camel is raised.
 */
package com.dotscience.deployer.cluster;
