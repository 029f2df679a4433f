/** What deployer, Gateway and {@code ds} share: the protocol, generated from {@code proto/}, and the version. */
package com.dotscience.api;
