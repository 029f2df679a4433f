/**
 * The services that routes call between the pure rooms and the components. They apply updates to the desired state, plan one id
 * at a time, and keep the last plans. They decide nothing themselves: {@code desired} and {@code plan} do.
 */
package com.dotscience.deployer.reconcile;
