/**
 * How a Gateway is to run: its options, what it expects of connections, and why it cannot start. Values only; nothing here
 * reads a variable or opens anything.
 */
package com.dotscience.gateway.options;
