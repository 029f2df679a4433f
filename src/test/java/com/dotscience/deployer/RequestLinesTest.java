package com.dotscience.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.Embedded;
import com.dotscience.testing.EmbeddedCluster;
import com.dotscience.testing.JavaProgram;
import com.dotscience.testing.OddRequests;
import com.dotscience.testing.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of a deployer's ports may hold secrets in its query, and is logged by none of them. */
@Embedded
class RequestLinesTest {

    @TempDir
    private Path folder;

    @Test
    void noQueryIsInItsLog() throws Exception {
        int management = freePort();
        int push = freePort();
        try (EmbeddedCluster cluster = EmbeddedCluster.start();
                ServerProcess deployer = ServerProcess.start(
                        "ds-deployer",
                        folder,
                        JavaProgram.command(Deployer.class.getName(), "run"),
                        Map.of(
                                "TOKEN",
                                "a-token-of-a-deployer",
                                "GATEWAY_ADDRESS",
                                "127.0.0.1:" + freePort(),
                                "REQUIRE_TLS",
                                "false",
                                "KUBECONFIG",
                                cluster.kubeconfig()
                                        .writeTo(folder.resolve("kubeconfig"))
                                        .toString(),
                                "HEALTH_PORT",
                                Integer.toString(management),
                                "DEPLOYER_HEALTH_HOST",
                                "127.0.0.1",
                                "DEPLOYER_PUSH_ENABLED",
                                "true",
                                "DEPLOYER_PUSH_ADDRESS",
                                "127.0.0.1:" + push))) {
            await().until(() -> {
                deployer.mustBeAlive();
                return listens(management) && listens(push);
            });

            OddRequests.sendAllTo(management);
            OddRequests.sendAllTo(push);

            deployer.mustBeAlive();
            assertThat(Files.readString(folder.resolve("ds-deployer.log")))
                    .contains("console are on port " + management)
                    .doesNotContain(OddRequests.SECRET);
        }
    }

    /** It runs in another folder. */
    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
