/**
 * The options of a Gateway, and the failure that reports a wrong one. These are values: nothing here reads environment variables or
 * opens anything but the address to listen on.
 */
package com.dotscience.gateway.options;
