package com.dotscience.system;

import com.dotscience.testing.Embedded;

@Embedded
class CanaryInEmbeddedClusterTest extends CanaryTest {

    CanaryInEmbeddedClusterTest() {
        super(TestCluster.embedded());
    }
}
