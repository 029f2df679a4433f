package com.dotscience.system;

import com.dotscience.testing.Embedded;

@Embedded
class EmbeddedSystemTest extends SystemTest {

    EmbeddedSystemTest() {
        super(TestCluster.embedded());
    }
}
