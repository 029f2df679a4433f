/**
 * What tests, the demo and the benchmark run against: a real control plane, an embedded cluster, a kubelet that pretends.
 * Never on the class path of what ships.
 */
package com.dotscience.testing;
