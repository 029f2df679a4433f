package com.dotscience.deployer.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.IngressUrl;
import com.dotscience.dialing.ProxyEnvironment;
import com.dotscience.testing.ConnectProxy;
import com.dotscience.testing.Embedded;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@Embedded
class ThroughAProxyTest {

    @Test
    void aGatewayIsDialledThroughTheProxyWithItsUserAndPassword() throws Exception {
        try (TestGateway gateway = new TestGateway().start();
                ConnectProxy proxy = new ConnectProxy(port(gateway));
                Follower follower = new Follower(options(
                        "gateway.example.com:8800", Map.of("https_proxy", "http://ann:p%40ss@" + proxy.address())))) {
            await().until(() -> follower.lists.size() == 1);

            String credentials = Base64.getEncoder().encodeToString("ann:p@ss".getBytes(StandardCharsets.UTF_8));
            assertThat(proxy.requests())
                    .containsExactly(new ConnectProxy.Request("gateway.example.com:8800", "Basic " + credentials));
        }
    }

    @Test
    void whatNoProxyNamesIsDialledDirectly() throws Exception {
        try (TestGateway gateway = new TestGateway().start();
                ConnectProxy proxy = new ConnectProxy(port(gateway));
                Follower follower = new Follower(options(
                        gateway.address(), Map.of("HTTPS_PROXY", "http://" + proxy.address(), "NO_PROXY", "*")))) {
            await().until(() -> follower.lists.size() == 1);

            assertThat(proxy.requests()).isEmpty();
        }
    }

    private static int port(TestGateway gateway) {
        return Integer.parseInt(gateway.address().substring(gateway.address().lastIndexOf(':') + 1));
    }

    private static GatewayOptions options(String address, Map<String, String> environment) {
        return new GatewayOptions(
                address,
                false,
                Optional.empty(),
                () -> Follower.TOKEN,
                () -> false,
                new ProxyEnvironment(environment),
                IngressUrl.USUAL,
                "1.2.3",
                Follower.QUICK);
    }
}
