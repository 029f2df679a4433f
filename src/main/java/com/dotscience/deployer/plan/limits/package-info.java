/**
 * The limits that the cluster's owner sets and no Gateway can change. This package finds what breaks them, and which of those
 * breaches exist already. It is pure: it maps values to values and calls nobody, so that every rule can be tested alone.
 */
package com.dotscience.deployer.plan.limits;
