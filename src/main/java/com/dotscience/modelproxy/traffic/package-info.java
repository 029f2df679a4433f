/**
 * What passes between clients and the model: every request as it comes, HTTP/1 or h2c, to the model in HTTP/1.1, and every
 * answer back, streaming. {@code Client*} is the side of whoever calls, {@code Model*} the side of the model, and an
 * {@code Exchange} one request with its answer between them.
 *
 * <p>A client's connection and those to the model that serve it live on one event loop, and all state of theirs is touched
 * there alone. Nothing is read that could not be written on: each side is read only while the other takes what comes, so
 * that a slow one slows the other and fills no memory.
 */
package com.dotscience.modelproxy.traffic;
