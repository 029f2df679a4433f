/**
 * The limits that the cluster's owner sets and no Gateway can change. This room finds what breaks them, and what of that exists
 * already. It is pure: values in, values out.
 */
package com.dotscience.deployer.plan.limits;
