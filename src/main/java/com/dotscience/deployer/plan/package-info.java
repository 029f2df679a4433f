/**
 * Desired state and observed state, compared: the changes that turn one into the other, and the guard that holds
 * deletions. Pure: values in, values out; talks to nobody.
 */
package com.dotscience.deployer.plan;
