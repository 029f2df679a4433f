/** How long to wait before trying again: one answer for everything that is tried again. Pure. */
package com.dotscience.deployer.retry;
