/** The {@code ds} command line. Knows the management protocol and nothing else of the Gateway. */
package com.dotscience.cli;
