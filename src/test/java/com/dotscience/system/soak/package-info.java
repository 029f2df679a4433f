/**
 * The deployer of the distribution, as a process, for as long as it takes to see what leaks or slows down: people change their minds all the time,
 * and one thing after the other goes wrong. Nothing is excused that no fault explains.
 */
package com.dotscience.system.soak;
