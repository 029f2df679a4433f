package com.dotscience.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The temporary folder of a {@link RealControlPlane}, and its ports: what its parts read (keys, tokens, policy) and what
 * they leave (data, logs).
 */
record ControlPlaneFiles(ScratchFolder scratch, String token, int etcdPort, int etcdPeerPort, int apiPort) {

    static final String ADMIN = "admin";
    static final String KUBELET = "kubelet";
    static final String CONTROLLER_MANAGER = "controller-manager";

    private static final List<String> USERS = List.of(ADMIN, KUBELET, CONTROLLER_MANAGER);

    static ControlPlaneFiles create() {
        try (ServerSocket a = freePort();
                ServerSocket b = freePort();
                ServerSocket c = freePort()) {
            ScratchFolder scratch = ScratchFolder.temporary("control-plane-");
            ControlPlaneFiles files = new ControlPlaneFiles(
                    scratch, UUID.randomUUID().toString(), a.getLocalPort(), b.getLocalPort(), c.getLocalPort());
            files.write();
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerSocket freePort() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private void write() throws IOException {
        Files.writeString(
                tokens(),
                USERS.stream()
                        .map(user -> "%s,%s,%s,system:masters".formatted(tokenOf(user), user, user))
                        .collect(Collectors.joining("\n")));
        Files.writeString(auditPolicy(), AuditLog.POLICY);
        Files.writeString(serviceAccountKey(), newPrivateKey());
    }

    private static String newPrivateKey() {
        try {
            byte[] key = KeyPairGenerator.getInstance("RSA")
                    .generateKeyPair()
                    .getPrivate()
                    .getEncoded();
            return "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder().encodeToString(key)
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has RSA", e);
        }
    }

    Path folder() {
        return scratch.path();
    }

    String server() {
        return "https://127.0.0.1:" + apiPort;
    }

    Path audit() {
        return folder().resolve("audit.log");
    }

    Path auditPolicy() {
        return folder().resolve("audit-policy.yaml");
    }

    Path tokens() {
        return folder().resolve("tokens.csv");
    }

    Path serviceAccountKey() {
        return folder().resolve("service-accounts.key");
    }

    Path certificates() {
        return folder().resolve("certificates");
    }

    /** With the authority that signed it; the API server makes both at its first start. */
    Path certificate() {
        return certificates().resolve("apiserver.crt");
    }

    String authority() {
        try {
            return Files.readString(certificate());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Kubeconfig user(String name) {
        return new Kubeconfig(server(), authority(), tokenOf(name));
    }

    Path kubeconfig(String user) {
        return user(user).writeTo(folder().resolve(user + ".kubeconfig"));
    }

    private String tokenOf(String user) {
        return user + "-" + token;
    }
}
