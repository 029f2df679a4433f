package com.dotscience.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.cli.DsRun;
import com.dotscience.cli.FakeGateway;
import com.dotscience.testing.Embedded;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Embedded
class TlsTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    private Path folder;

    @Test
    void anAuthorityOfOnesOwnIsTrustedWhereItIsNamed() throws Exception {
        KeyStore keys = selfSigned();
        Path ca = pem(keys);
        try (var gateway = new FakeGateway(credentials(keys))) {
            var ds = DsRun.against(gateway).with("DS_GATEWAY", "https://" + gateway.hostAndPort());

            var untrusted = ds.ds("deployer", "ls", "-o", "json");
            var trusted = ds.with("DS_CA", ca.toString()).ds("deployer", "ls", "-o", "json");

            assertThat(untrusted.code()).isEqualTo(3);
            assertThat(untrusted.err())
                    .startsWith("ds: cannot reach the Gateway at https://" + gateway.hostAndPort())
                    .endsWith("; DS_CA names the authority to trust, and http:// asks a Gateway without TLS\n");
            assertThat(trusted.out()).isEqualTo("[ ]\n");
            assertThat(gateway.requests).hasSize(1);
        }
    }

    @Test
    void tlsToAGatewayWithoutSaysWhatToDo() throws Exception {
        try (var gateway = new FakeGateway()) {
            var result = DsRun.against(gateway).ds("deployer", "ls", "--gateway", "https://" + gateway.hostAndPort());

            assertThat(result.code()).isEqualTo(3);
            assertThat(result.err()).endsWith("http:// asks a Gateway without TLS\n");
        }
    }

    private KeyStore selfSigned() throws Exception {
        Path store = folder.resolve("keys.p12");
        var keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "gateway",
                        "-dname",
                        "CN=gateway",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes());
        assertThat(keytool.waitFor()).as(said).isZero();
        var keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private static ServerCredentials credentials(KeyStore keys) throws Exception {
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD.toCharArray());
        return TlsServerCredentials.newBuilder()
                .keyManager(factory.getKeyManagers())
                .build();
    }

    private Path pem(KeyStore keys) throws Exception {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getCertificate("gateway").getEncoded());
        return Files.writeString(
                folder.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
    }
}
