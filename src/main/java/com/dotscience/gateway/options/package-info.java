/**
 * The options and the clocks of a Gateway, and the failure that reports a wrong option. These are values: nothing here reads
 * environment variables, or opens anything.
 */
package com.dotscience.gateway.options;
