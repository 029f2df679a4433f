/**
 * The lines that the model-proxy writes for a person: few, and no more of them because more goes wrong. There
 * is no logging framework: every pod would pay for it, in memory and at the start.
 */
package com.dotscience.modelproxy.log;
