/**
 * What a deployer says of itself on the management port: whether it lives, whether it is ready, what it knows; and who may ask. This
 * room looks at the others and changes nothing in them.
 *
 * <p>The server is Camel's own management server. Two things of it are ours: its authentication knows one path only,
 * where here all but one need it; and it goes on without a word if its port is taken.
 */
package com.dotscience.deployer.health;
