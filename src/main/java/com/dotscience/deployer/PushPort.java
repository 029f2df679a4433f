package com.dotscience.deployer;

import io.grpc.netty.GrpcSslContexts;
import java.io.File;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLException;

/**
 * Where model deployments may be pushed. The deployer's token comes with each of them, so the deployer takes them without TLS on
 * loopback only, unless it is told to take them so elsewhere.
 */
final class PushPort {

    private static final String ENABLED = "deployer.push.enabled";
    private static final String CERTIFICATE = "deployer.push.tls.cert";
    private static final String KEY = "deployer.push.tls.key";
    private static final String CLIENT_AUTHORITIES = "deployer.push.tls.client-ca";
    private static final List<String> TLS = List.of(CERTIFICATE, KEY, CLIENT_AUTHORITIES);

    private final boolean enabled;
    private final String address;
    private final boolean tls;
    private final Optional<String> unusable;
    private final boolean insecure;

    /** @throws ConfigurationException if a value is wrong; a wrong TLS file is a {@link #refusal} instead, since only push needs it */
    PushPort(Settings settings) {
        this.enabled = settings.flag(ENABLED);
        this.address = settings.address("deployer.push.address");
        this.insecure = settings.flag("deployer.push.insecure");
        this.tls = TLS.stream().anyMatch(name -> !settings.text(name).isEmpty());
        this.unusable = enabled && tls ? unusable(settings) : Optional.empty();
    }

    /** Whether model deployments may be pushed, even if they cannot be now: see {@link #refusal}. */
    boolean enabled() {
        return enabled;
    }

    /** Why nothing can be pushed although it may be, and what to do about it; empty if all is well. */
    Optional<String> refusal() {
        return unusable.or(this::inTheClear).map("Push stays off, and nothing is deleted: "::concat);
    }

    /** The properties that the bundled route reads, or an operator's own in its place. */
    Properties asProperties() {
        Properties properties = new Properties();
        properties.setProperty(ENABLED, String.valueOf(enabled && refusal().isEmpty()));
        properties.setProperty("deployer.push.negotiation", tls ? "TLS" : "PLAINTEXT");
        return properties;
    }

    private boolean isLoopback() {
        try {
            return InetAddress.getByName(address.substring(0, address.lastIndexOf(':')))
                    .isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private Optional<String> inTheClear() {
        return enabled && !tls && !insecure && !isLoopback()
                ? Optional.of(address + " is no loopback address. Set " + String.join(", ", TLS)
                        + ", or deployer.push.insecure=true to let the token cross the network in the clear")
                : Optional.empty();
    }

    /** Why TLS cannot be used although it is asked for: push stays off then, and never goes on without TLS. Empty if it can. */
    private static Optional<String> unusable(Settings settings) {
        for (String name : TLS) {
            File file = new File(settings.text(name));
            if (!file.isFile() || !file.canRead()) {
                return Optional.of(name + " names no file that can be read: '" + settings.text(name) + "'. Set all of "
                        + String.join(", ", TLS) + ", or none");
            }
        }
        try {
            GrpcSslContexts.forServer(new File(settings.text(CERTIFICATE)), new File(settings.text(KEY)))
                    .trustManager(new File(settings.text(CLIENT_AUTHORITIES)))
                    .build();
            return Optional.empty();
        } catch (SSLException | IllegalArgumentException e) {
            return Optional.of(
                    String.join(", ", TLS) + " must be PEM files: a certificate, its key in PKCS #8 without a"
                            + " password, and the authorities that vouch for clients. " + e.getMessage());
        }
    }
}
