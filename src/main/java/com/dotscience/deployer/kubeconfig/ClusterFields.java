package com.dotscience.deployer.kubeconfig;

import com.dotscience.dialing.Proxy;
import com.dotscience.dialing.ProxyEnvironment;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/** Where the API server is, and how it is known to be the right one. */
final class ClusterFields {

    /** {@code disable-compression} changes nothing: this client asks for no compressed answers. */
    private static final Set<String> KNOWN = Set.of(
            "server",
            "tls-server-name",
            "insecure-skip-tls-verify",
            "certificate-authority",
            "certificate-authority-data",
            "proxy-url",
            "disable-compression",
            "extensions");

    private ClusterFields() {}

    static void apply(Section cluster, ProxyEnvironment proxies, ConfigBuilder config) {
        cluster.allowOnly(KNOWN);
        URI server = server(cluster);
        config.withMasterUrl(server.toString());
        boolean insecure = cluster.flag("insecure-skip-tls-verify");
        if (insecure && (cluster.has("certificate-authority") || cluster.has("certificate-authority-data"))) {
            throw cluster.refuse("insecure-skip-tls-verify", "makes no sense beside a certificate authority");
        }
        config.withTrustCerts(insecure).withDisableHostnameVerification(insecure);
        cluster.path("certificate-authority").ifPresent(file -> config.withCaCertFile(file.toString()));
        cluster.text("certificate-authority-data").ifPresent(data -> {
            requireBase64(cluster, "certificate-authority-data", data);
            config.withCaCertData(data);
        });
        proxy(cluster, server, proxies).ifPresent(proxy -> through(proxy, config));
    }

    static void requireBase64(Section section, String field, String data) {
        try {
            Base64.getDecoder().decode(data);
        } catch (IllegalArgumentException e) {
            throw section.refuse(field, "is no base64");
        }
    }

    private static URI server(Section cluster) {
        String server = cluster.text("server").orElseThrow(() -> cluster.refuse("server", "is missing"));
        try {
            URI uri = new URI(server.contains("://") ? server : "http://" + server);
            if (uri.getHost() != null && Set.of("http", "https").contains(uri.getScheme())) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // The exception below says what to do about it.
        }
        throw cluster.refuse("server", "must be a URL such as https://HOST:PORT");
    }

    private static Optional<Proxy> proxy(Section cluster, URI server, ProxyEnvironment proxies) {
        Optional<String> url = cluster.text("proxy-url");
        if (url.isPresent()) {
            try {
                return url.map(Proxy::parse);
            } catch (IllegalArgumentException e) {
                throw cluster.refuse("proxy-url", e.getMessage());
            }
        }
        boolean tls = server.getScheme().equals("https");
        int port = server.getPort() >= 0 ? server.getPort() : tls ? 443 : 80;
        return tls ? proxies.forHttps(server.getHost(), port) : proxies.forHttp(server.getHost(), port);
    }

    /** Sets both proxies, because the client looks at one of them by the scheme of the server. */
    private static void through(Proxy proxy, ConfigBuilder config) {
        String address = proxy.scheme() + "://" + proxy.host() + ":" + proxy.port();
        config.withHttpProxy(address).withHttpsProxy(address);
        proxy.user().ifPresent(user -> config.withProxyUsername(user.name()).withProxyPassword(user.password()));
    }
}
