/**
 * The open streams of deployers, and the updates that wait in each of them. Nothing here knows what an update means.
 */
package com.dotscience.gateway.stream;
