/**
 * The back-off of everything that is tried again. This room is pure: it is given its random numbers, so that tests get
 * exact values.
 */
package com.dotscience.deployer.retry;
