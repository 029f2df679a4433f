/**
 * Writes changes to the API server, with the component {@code kubernetes-objects:}, handles their outcomes, and decides
 * when to try again.
 *
 * <p>The component stands beside the stock {@code kubernetes-*:} producers, whose update loses what others wrote, whose
 * scale takes three calls and whose delete has no precondition; {@code kubernetes-services:} cannot set annotations, by
 * which the deployer recognizes its own objects, so it creates no Service here. Check this again when Camel is
 * upgraded.
 */
package com.dotscience.deployer.apply;
