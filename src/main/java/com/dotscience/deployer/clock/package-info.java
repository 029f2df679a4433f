/** Camel's timers, by a clock that nobody sets ({@code com.dotscience.clock} says why). */
package com.dotscience.deployer.clock;
