/**
 * The console over HTTP: Jolokia on the management port, for Hawtio and for {@code ds-deployer routes}. Shows the
 * statistics of routes and calls the deployer's own two operations; nothing else.
 *
 * <p>Jolokia is spoken to directly, by a route of ours on the management server, because Camel's own component for it
 * passes on registrations of notification listeners, which ask no policy.
 *
 * <p>Of Camel's own MBeans there are only those that it shows, which a Camel operator may miss: the rest delays every start.
 */
package com.dotscience.deployer.console;
