/**
 * Answers what this deployer would do if something else were wanted: it plans as the reconciler does, and has the API server try each
 * change without storing it. Nothing here writes, and nothing that the reconciler keeps is changed.
 */
package com.dotscience.deployer.dryrun;
