package com.dotscience.modelproxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.modelproxy.testing.ProxyProcess;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.OddRequests;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is asked of a model-proxy's ports may hold secrets in its query, and is logged by none of them. */
@Embedded
class ProxyRequestLinesTest {

    @Test
    void noQueryIsInItsLog() {
        // Nobody is the model: each prediction fails, and a failure is what is logged.
        try (ProxyProcess proxy = ProxyProcess.before(1, Map.of("TF_CLASSES", "[\"cat\"]"))) {
            OddRequests.sendAllTo(proxy.port());
            OddRequests.sendAllTo(proxy.apiPort());

            assertThat(proxy.isAlive()).isTrue();
            assertThat(proxy.output()).doesNotContain(OddRequests.SECRET);
        }
    }
}
