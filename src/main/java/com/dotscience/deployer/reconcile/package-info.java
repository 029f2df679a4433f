/**
 * What the routes call between the pure rooms and the components: news is applied, an id is planned, a change is kept
 * track of while it is under way. Decides nothing itself: {@code desired} and {@code plan} do.
 */
package com.dotscience.deployer.reconcile;
