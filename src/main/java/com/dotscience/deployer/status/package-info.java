/** The health of a rollout, and what is reported of it. */
package com.dotscience.deployer.status;
