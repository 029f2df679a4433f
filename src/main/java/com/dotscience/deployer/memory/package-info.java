/**
 * How near this process is to what it may take of memory, which nobody else tells before it is killed. No Kubernetes client and no
 * route is known here.
 */
package com.dotscience.deployer.memory;
