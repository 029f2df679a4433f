package com.dotscience.testing.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import java.util.Map;
import org.junit.jupiter.api.Test;

@Pure
class PodPortsTest {

    private final PodPorts ports = new PodPorts(Map.of(8501, 20001, 9501, 20002));

    @Test
    void aVariableThatIsAPortGetsTheRealOne() {
        assertThat(ports.translate("TF_SERVING_PROXY_PORT", "9501")).isEqualTo("20002");
        assertThat(ports.translate("TF_SERVING_PROXY_PORT", "9999")).isEqualTo("9999");
        assertThat(ports.translate("TERMINATION_GRACE_PERIOD_SECONDS", "9501")).isEqualTo("9501");
        assertThat(ports.translate("TF_SERVING_PROXY_PORT", "")).isEmpty();
    }

    @Test
    void anAddressInThePodGetsTheRealPort() {
        assertThat(ports.translate("TF_SERVING_ADDR", "http://127.0.0.1:8501")).isEqualTo("http://127.0.0.1:20001");
        assertThat(ports.translate("ANY", "http://localhost:8501/a and 127.0.0.1:9501"))
                .isEqualTo("http://localhost:20001/a and 127.0.0.1:20002");
        assertThat(ports.translate("RECORD_URL", "http://sink.example.com:8501"))
                .isEqualTo("http://sink.example.com:8501");
    }
}
