/**
 * Limits what one caller may cost: connections, threads, queued calls and bytes. The classes here know a caller by a name and a call
 * by its size; they know nothing about the content of calls.
 */
package com.dotscience.gateway.grpc.limits;
