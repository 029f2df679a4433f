package com.dotscience.dialing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.dotscience.testing.Pure;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Pure
class ProxyEnvironmentTest {

    private static final String PROXY = "http://proxy.example.com:3128";

    @ParameterizedTest
    @CsvSource({
        "gateway.example.com, gateway.example.com, true",
        "gateway.example.com, eu.gateway.example.com, true",
        "example.com, gateway.example.com, true",
        "EXAMPLE.com, gateway.Example.COM, true",
        "example.com, gateway.example.com., true",
        "example.com, badexample.com, false",
        ".example.com, gateway.example.com, true",
        ".example.com, example.com, false",
        "*.example.com, gateway.example.com, true",
        "*.example.com, example.com, false",
        "*, anything.example.org, true",
        "example.com:8800, gateway.example.com, true",
        "example.com:8801, gateway.example.com, false",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.4, false",
        "10.1.2.3:8800, 10.1.2.3, true",
        "10.1.2.3:80, 10.1.2.3, false",
        "10.0.0.0/8, 10.200.2.4, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "10.0.0.0/8, ten.example.com, false",
        "192.168.4.0/22, 192.168.7.255, true",
        "192.168.4.0/22, 192.168.8.0, false",
        "10.0.0.0/33, 10.0.0.1, false",
        "10.0.0.0/x, 10.0.0.1, false",
        "2001:db8::/32, 2001:db8:1::7, true",
        "2001:db8::/32, 2001:db9::7, false",
        "2001:db8::7, [2001:db8::7], true",
        "[2001:db8::7]:8800, 2001:db8::7, true",
        "'other.org, , example.com', gateway.example.com, true",
    })
    void noProxyExceptsWhatItNames(String noProxy, String host, boolean direct) {
        ProxyEnvironment environment = new ProxyEnvironment(Map.of("HTTPS_PROXY", PROXY, "NO_PROXY", noProxy));

        assertThat(environment.forHttps(host, 8800).isEmpty()).isEqualTo(direct);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "127.8.8.8", "::1", "[::1]"})
    void thisMachineIsNeverReachedThroughAProxy(String host) {
        assertThat(new ProxyEnvironment(Map.of("HTTPS_PROXY", PROXY)).forHttps(host, 8800))
                .isEmpty();
    }

    @Test
    void variablesAreFoundInEitherCaseAndUpperCaseWins() {
        assertThat(host(Map.of("https_proxy", "http://lower:1"))).isEqualTo("lower");
        assertThat(host(Map.of("https_proxy", "http://lower:1", "HTTPS_PROXY", "http://upper:1")))
                .isEqualTo("upper");
        assertThat(host(Map.of("https_proxy", "http://lower:1", "HTTPS_PROXY", " ")))
                .isEqualTo("lower");
        assertThat(new ProxyEnvironment(Map.of("HTTPS_PROXY", PROXY, "no_proxy", "*")).forHttps("a", 1))
                .isEmpty();
    }

    @Test
    void aConnectionInPlainTextHasAVariableOfItsOwn() {
        ProxyEnvironment environment = new ProxyEnvironment(Map.of("HTTP_PROXY", "http://plain:1"));

        assertThat(environment.forHttps("a", 1)).isEmpty();
        assertThat(environment.forHttp("a", 1)).map(Proxy::host).hasValue("plain");
    }

    @ParameterizedTest
    @CsvSource({
        "http://proxy.example.com:3128, http, proxy.example.com, 3128",
        "proxy.example.com:3128, http, proxy.example.com, 3128",
        "http://proxy.example.com, http, proxy.example.com, 80",
        "HTTP://proxy.example.com/, http, proxy.example.com, 80",
        "socks5://10.0.0.1, socks5, 10.0.0.1, 1080",
        "http://[2001:db8::7]:3128, http, [2001:db8::7], 3128",
    })
    void aProxyIsReadAsItIsWritten(String text, String scheme, String host, int port) {
        Proxy proxy = Proxy.parse(text);

        assertThat(proxy.scheme()).isEqualTo(scheme);
        assertThat(proxy.host()).isEqualTo(host);
        assertThat(proxy.port()).isEqualTo(port);
        assertThat(proxy.user()).isEmpty();
    }

    @Test
    void userAndPasswordAreDecodedAndNeverPrinted() {
        Proxy proxy = Proxy.parse("http://ann:p%40ss:w%2Ford@proxy:3128");

        assertThat(proxy.user()).hasValue(new Proxy.Login("ann", "p@ss:w/ord"));
        assertThat(proxy.toString()).contains("ann").doesNotContain("w/ord").doesNotContain("w%2Ford");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://u:hunter2@proxy:1",
                "ftp://u:hunter2@proxy",
                "http://u:hunter2@",
                "http://u:hunter2@ho st:1",
                "://hunter2"
            })
    void whatCannotBeReadIsSaidWithTheVariableAndWithoutItsValue(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> host(Map.of("HTTPS_PROXY", text)))
                .withMessageStartingWith("The variable HTTPS_PROXY ")
                .withMessageEndingWith("give http://HOST:PORT")
                .withMessageNotContaining("hunter2");
    }

    private static String host(Map<String, String> environment) {
        return new ProxyEnvironment(environment)
                .forHttps("gateway.example.com", 8800)
                .orElseThrow()
                .host();
    }
}
