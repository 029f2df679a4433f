/**
 * What should run: updates, snapshots, and the state they add up to. Pure: no Camel, no client, no clock, no threads of
 * its own.
 */
package com.dotscience.deployer.desired;
