/** The deployer's options and its start: Camel Main, nothing else. */
package com.dotscience.deployer;
