package com.dotscience.system;

class EmbeddedSystemTest extends SystemTest {

    EmbeddedSystemTest() {
        super(TestCluster.embedded());
    }
}
