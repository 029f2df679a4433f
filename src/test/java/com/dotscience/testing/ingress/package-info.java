/**
 * An ingress controller for where there is none: the demo, and a node of tests. It reads Ingresses, Services and pods, and
 * forwards requests to ready pods. A fixture: it speaks no TLS, looks at no class, and tries no request twice.
 */
package com.dotscience.testing.ingress;
