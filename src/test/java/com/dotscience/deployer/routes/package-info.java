/** Each file of routes as it is delivered, between mocks: one test for each, named after it. */
package com.dotscience.deployer.routes;
