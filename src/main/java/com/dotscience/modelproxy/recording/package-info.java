/**
 * Requests and answers as CloudEvents, on request, with the types of KServe's logger, so that what reads those reads these.
 * Recording is never in the way of those who predict: what finds no room, no sink or no answer from it is dropped and counted.
 */
package com.dotscience.modelproxy.recording;
