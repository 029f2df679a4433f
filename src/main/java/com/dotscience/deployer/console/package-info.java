/**
 * The console over HTTP: Jolokia on the management port, for Hawtio and for {@code ds-deployer routes}. It shows the
 * statistics of routes and calls the deployer's own two operations, and nothing else.
 *
 * <p>A handler of ours on the management server calls Jolokia directly: Camel's own component for it also accepts registrations of
 * notification listeners, which no policy of ours can refuse.
 *
 * <p>Of Camel's own MBeans only those exist that the console shows. A Camel operator may miss the others, but they delay every
 * start.
 */
package com.dotscience.deployer.console;
