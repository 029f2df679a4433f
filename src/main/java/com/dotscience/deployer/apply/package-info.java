/**
 * A change as a message, the component {@code kubernetes-objects:} that writes it, its outcome, and when to try again.
 *
 * <p>The component stands beside the stock {@code kubernetes-*:} producers, whose update loses what others wrote, whose
 * scale takes three calls and whose delete has no precondition; {@code kubernetes-services:} cannot set annotations
 * either, by which an object is known to be ours, so that it creates no Service here. Recheck when Camel is raised.
 */
package com.dotscience.deployer.apply;
