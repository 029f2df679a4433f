/**
 * What operators' files of routes may still name although the bundled ones no longer do, and how the log says so. A former name of
 * a queue is beside the queues, in {@code work}; a former name of a method is beside the method.
 */
package com.dotscience.deployer.deprecated;
