/**
 * What a released version leaves behind where it runs: a Gateway's database, objects in a cluster, an operator's route files.
 * Recorded once by {@code hack/record}, and read by those who try an upgrade.
 */
package com.dotscience.testing.released;
