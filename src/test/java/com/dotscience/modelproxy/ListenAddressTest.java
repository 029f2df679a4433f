package com.dotscience.modelproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dotscience.testing.Pure;
import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Pure
class ListenAddressTest {

    @Test
    void itListensEverywhereUnlessItIsTold() {
        assertThat(settings("").listen(9501)).isEqualTo(new InetSocketAddress(9501));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "0.0.0.0"})
    void itListensWhereItIsTold(String address) {
        assertThat(settings(address).listen(9501)).isEqualTo(new InetSocketAddress(address, 9501));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1:9501", "127.0.0", "*"})
    void whatIsNoAddressIsNamedWithItsRemedy(String address) {
        assertThatThrownBy(() -> settings(address))
                .isInstanceOf(SettingsException.class)
                .hasMessage("LISTEN_ADDRESS must be an IP address such as 127.0.0.1, but is '" + address + "'");
    }

    private static Settings settings(String address) {
        return Settings.from(Map.of("TF_SERVING_ADDR", "http://127.0.0.1:8501", "LISTEN_ADDRESS", address));
    }
}
