package com.dotscience.testing;

import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/**
 * A server's key with a certificate that vouches for itself.
 *
 * @param store with both, in PKCS #12
 */
public record ServerCertificate(Path store) {

    private static final String PASSWORD = "changeit";

    private static final String ALIAS = "server";

    /**
     * Makes one.
     *
     * @param names what it is for, as keytool takes them: {@code dns:api.example.com}
     */
    public static ServerCertificate make(Path folder, String names) {
        ServerCertificate made = new ServerCertificate(folder.resolve("server-" + names.hashCode() + ".p12"));
        Command.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        ALIAS,
                        "-dname",
                        "CN=server",
                        "-ext",
                        "san=" + names,
                        "-keystore",
                        made.store.toString(),
                        "-storepass",
                        PASSWORD)
                .output();
        return made;
    }

    /** For a server of Vert.x. */
    public PfxOptions options() {
        return new PfxOptions().setPath(store.toString()).setPassword(PASSWORD);
    }

    /** What clients have to trust, in PEM. */
    public String authority() {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                            .encodeToString(keys.getCertificate(ALIAS).getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
