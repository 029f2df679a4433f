/** Judges how each model deployment is, by its objects and pods, and decides when to report that to the Gateway. */
package com.dotscience.deployer.status;
