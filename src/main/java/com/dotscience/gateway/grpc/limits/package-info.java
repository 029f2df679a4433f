/**
 * What one caller may cost: connections, threads, turns and bytes. These know callers by a name and calls by their size,
 * and nothing of what is asked.
 */
package com.dotscience.gateway.grpc.limits;
