/**
 * Compares desired state with observed state: it finds which changes turn one into the other, and which deletions have to be
 * held. This package is pure: it maps values to values, keeps nothing between two calls and calls nobody, so that the same
 * input always gives the same plan.
 */
package com.dotscience.deployer.plan;
