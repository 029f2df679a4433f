/**
 * The desired state: updates, snapshots, and the state that they add up to. This room is pure: it has no Camel, no client, no
 * clock and no threads of its own.
 */
package com.dotscience.deployer.desired;
