package com.dotscience.system.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.Command;
import com.dotscience.testing.Kubectl;
import com.dotscience.testing.Manifests;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code kubernetes/gateway} installs, as it stands: with TLS. */
@OnANode
class GatewayIT {

    private static final String NAME = "dotscience-gateway";

    private final InstalledProduct product;

    @TempDir
    private Path folder;

    GatewayIT(InstalledProduct product) {
        this.product = product;
    }

    @Test
    void dsManagesItOverTls() throws Exception {
        product.makeVolume(NAME);
        Manifests.parse(Kubectl.kustomize(Path.of("kubernetes/gateway")))
                .objects()
                .forEach(object -> product.client().resource(object).create());
        try {
            String address = product.service(NAME, NAME).getHostString();
            Path certificate = makeCertificate(address);
            await().until(() -> product.client()
                    .apps()
                    .deployments()
                    .inNamespace(NAME)
                    .withName(NAME)
                    .isReady());

            Ds ds = new Ds(
                    InstalledProduct.distribution().resolve("bin/ds"),
                    Map.of(
                            "DS_GATEWAY",
                            "https://" + address + ":8800",
                            "DS_CA",
                            certificate.toString(),
                            "DS_TOKEN",
                            product.resetAdminToken(NAME)));
            Ds.Ended created = ds.run("deployer", "create", "elsewhere").successfully();

            assertThat(created.out()).contains("Deployer API token: ");
            assertThat(created.err()).isEmpty();
        } finally {
            product.client().namespaces().withName(NAME).delete();
        }
    }

    /** Signed by itself, in the Secret that the Gateway waits for; returns where it is. */
    private Path makeCertificate(String address) throws Exception {
        Path certificate = folder.resolve("tls.crt");
        Path key = folder.resolve("tls.key");
        Command.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=gateway",
                        "-addext",
                        "subjectAltName=IP:" + address,
                        "-keyout",
                        key.toString(),
                        "-out",
                        certificate.toString())
                .output();
        product.client()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace(NAME)
                        .withName(NAME)
                        .endMetadata()
                        .withType("kubernetes.io/tls")
                        .addToStringData("tls.crt", Files.readString(certificate))
                        .addToStringData("tls.key", Files.readString(key))
                        .build())
                .create();
        return certificate;
    }
}
