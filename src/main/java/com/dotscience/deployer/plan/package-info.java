/**
 * Compares desired state with observed state: which changes turn one into the other, and which deletions have to be held. This
 * room is pure: values in, values out. It keeps nothing between two calls, and calls nobody.
 */
package com.dotscience.deployer.plan;
