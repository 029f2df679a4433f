/** What {@code hack/bench} runs: the deployer beside a client that knows beforehand what to write. */
package com.dotscience.testing.bench;
