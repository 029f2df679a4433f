/** The whole at work: Gateway, deployers and a cluster, embedded and real, as people would use and break them. */
package com.dotscience.system;
