package com.dotscience.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.cli.DsRun;
import com.dotscience.cli.FakeGateway;
import com.dotscience.testing.ConnectProxy;
import com.dotscience.testing.Embedded;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@Embedded
class ThroughAProxyTest {

    @Test
    void theGatewayIsAskedThroughTheProxyThatTheEnvironmentNames() throws Exception {
        try (var gateway = new FakeGateway();
                var proxy = new ConnectProxy(port(gateway))) {
            var ds = DsRun.against(gateway)
                    .with("DS_GATEWAY", "http://gateway.example.com:8800")
                    .with("HTTPS_PROXY", "http://ann:hunter2@" + proxy.address());

            var result = ds.ds("deployer", "ls", "-o", "json");

            assertThat(result.out()).isEqualTo("[ ]\n");
            assertThat(result.err()).doesNotContain("hunter2");
            assertThat(proxy.requests())
                    .extracting(ConnectProxy.Request::target)
                    .containsExactly("gateway.example.com:8800");
        }
    }

    @Test
    void aProxyThatCannotBeUsedIsSaidWithoutItsPassword() {
        var result = DsRun.unconfigured(Path.of("/dev/null"))
                .with("DS_GATEWAY", "gateway.example.com:8800")
                .with("DS_TOKEN", "any")
                .with("HTTPS_PROXY", "socks5://ann:hunter2@proxy")
                .ds("deployer", "ls");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .isEqualTo("ds: The variable HTTPS_PROXY has the scheme socks5, by which no Gateway can be dialled: "
                        + "give http://HOST:PORT, or name the Gateway in NO_PROXY\n");
    }

    private static int port(FakeGateway gateway) {
        return Integer.parseInt(
                gateway.hostAndPort().substring(gateway.hostAndPort().lastIndexOf(':') + 1));
    }
}
