/**
 * What deployers and ds call: the two services, who may call them, and the port. A service reads a message, asks the rooms
 * below and answers; what is stored, and what is told to whom, is decided there.
 */
package com.dotscience.gateway.grpc;
