/**
 * The limits that the cluster's owner sets and no Gateway changes: what breaks them of what is asked, and what of that is there
 * already. Pure: values in, values out.
 */
package com.dotscience.deployer.plan.limits;
