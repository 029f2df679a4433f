package com.dotscience.deployer.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdentityTest {

    @Test
    void theFirstOneStaysAndAnotherIsComplainedAboutOnce() {
        Identity identity = new Identity();
        assertThat(identity.known()).isEmpty();

        try (LogLines log = new LogLines()) {
            identity.learn("first");
            identity.learn("first");
            identity.learn("second");
            identity.learn("third");

            assertThat(identity.known()).contains("first");
            assertThat(log.lines().stream().filter(line -> line.startsWith("ERROR")))
                    .singleElement()
                    .asString()
                    .contains("second", "first");
        }
    }
}
