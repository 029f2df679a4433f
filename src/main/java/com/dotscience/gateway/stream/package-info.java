/**
 * Fan-out: the open streams of deployers, and the news that wait in each. Nothing here knows where a message comes from.
 */
package com.dotscience.gateway.stream;
