/**
 * The services that routes call. They connect the pure rooms with the components: they apply updates to the desired
 * state, plan one id at a time, and keep the last plans. They decide nothing themselves, because {@code desired} and
 * {@code plan} decide.
 */
package com.dotscience.deployer.reconcile;
