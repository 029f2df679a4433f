/** The back-off of everything that is tried again. This room is pure: its randomness is given to it. */
package com.dotscience.deployer.retry;
