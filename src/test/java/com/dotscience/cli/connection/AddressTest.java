package com.dotscience.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.dotscience.cli.output.DsException;
import com.dotscience.testing.Pure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Pure
class AddressTest {

    @ParameterizedTest
    @CsvSource({
        "http://gateway:1234,         http://gateway:1234",
        "https://gateway:1234,        https://gateway:1234",
        "HTTPS://Gateway.Example.com, https://gateway.example.com:8800",
        "gateway.example.com:443,     https://gateway.example.com:443",
        "gateway,                     https://gateway:8800",
        "localhost,                   http://localhost:8800",
        "127.0.0.1:9000,              http://127.0.0.1:9000",
        "127.8.9.1:9000,              http://127.8.9.1:9000",
        "[::1]:9000,                  http://[::1]:9000",
        "https://localhost:9000/,     https://localhost:9000",
        "127.evil.com,                https://127.evil.com:8800",
        "localhost.evil.com,          https://localhost.evil.com:8800",
    })
    void plaintextIsForLoopbackOrWhereItIsAskedFor(String text, String address) {
        assertThat(Address.parse(text, "DS_GATEWAY")).hasToString(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ftp://gateway:1",
                "http://",
                "gateway:port",
                "gateway:70000",
                "http://gateway/path",
                "http://gateway?query",
                "two words",
                "a_b:1"
            })
    void anythingElseIsRefusedWithTheFormsThereAre(String text) {
        assertThatExceptionOfType(DsException.class)
                .isThrownBy(() -> Address.parse(text, "DS_GATEWAY"))
                .withMessage("DS_GATEWAY: '" + text + "' is no address of a Gateway: write http://HOST:PORT (no TLS),"
                        + " https://HOST:PORT or HOST:PORT");
    }

    /** R10: somebody may think that a password belongs there. */
    @Test
    void whatStandsBeforeAnAtSignIsNotRepeated() {
        assertThatExceptionOfType(DsException.class)
                .isThrownBy(() -> Address.parse("http://user:secret@gateway:1", "DS_GATEWAY"))
                .withMessageStartingWith("DS_GATEWAY: the value is no address")
                .withMessageNotContaining("secret");
    }
}
