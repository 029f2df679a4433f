/**
 * The reverse proxy. It forwards every request, HTTP/1 or h2c, to the model by HTTP/1.1, and streams every response back. Classes
 * named {@code Client*} and {@code Http*} are the side of clients, {@code Model*} the side of the model, and an {@code Exchange} is
 * one request with its response between them.
 *
 * <p>A client's connection and the connections to the model that serve it belong to one event loop, which alone touches their
 * state. Each side is read only while the other side takes the bytes, so that a slow side slows the other down and fills no
 * memory.
 */
package com.dotscience.modelproxy.traffic;
