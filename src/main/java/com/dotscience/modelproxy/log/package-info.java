/**
 * The lines that the model-proxy writes for a person: few, and no more of them because more goes wrong. No logging
 * framework: it would be paid for in memory and at the start, in every pod.
 */
package com.dotscience.modelproxy.log;
