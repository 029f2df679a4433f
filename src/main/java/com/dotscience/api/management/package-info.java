/**
 * The messages that {@code ds} and the Gateway exchange, which are generated, and what both have to read from them alike.
 */
package com.dotscience.api.management;
