/**
 * Reads what the model-proxies of canaries have answered, so that the Gateway can decide by it. Nothing here decides, and nothing is
 * kept that the model-proxies do not say again.
 */
package com.dotscience.deployer.canary;
