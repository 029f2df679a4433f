/**
 * What an embedded cluster lacks of a real one, for the demo: a controller that makes pods of Deployments, and a kubelet whose
 * containers are processes of this machine. It does as the real ones do where a person or a program can tell: rolling updates,
 * readiness, back-off, preStop and SIGTERM within the grace period. Where it cannot run an image it pretends, and says so.
 */
package com.dotscience.testing.kubelet;
