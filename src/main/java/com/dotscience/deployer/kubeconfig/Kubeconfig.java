package com.dotscience.deployer.kubeconfig;

import com.dotscience.dialing.ProxyEnvironment;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** One cluster and one user, as a kubeconfig has them, and the client's configuration that they make. */
public final class Kubeconfig {

    private final Section cluster;
    private final Section user;

    Kubeconfig(Section cluster, Section user) {
        this.cluster = cluster;
        this.user = user;
    }

    /**
     * The current context of this file.
     *
     * @throws IllegalArgumentException with a sentence for people if it cannot be used
     */
    public static Kubeconfig of(Path file) {
        return KubeconfigFiles.of(file).current();
    }

    /**
     * The current context of the files that kubectl would read; empty if there are none.
     *
     * @throws IllegalArgumentException with a sentence for people if they cannot be used
     */
    public static Optional<Kubeconfig> of(Map<String, String> environment) {
        return KubeconfigFiles.of(environment).map(KubeconfigFiles::current);
    }

    /**
     * Where to connect and as whom. A credential plugin is run once, to see that it works.
     *
     * @param environment the process's environment variables, for proxies and plugins
     * @throws IllegalArgumentException with a sentence for people that names the field that cannot be used
     */
    public Config toConfig(Map<String, String> environment) {
        ConfigBuilder config = new ConfigBuilder(Config.empty());
        ClusterFields.apply(cluster, new ProxyEnvironment(environment), config);
        UserFields.apply(user, cluster, environment, config);
        return config.build();
    }

    /** The name for which the API server's certificate has to be, if it is not that of its address. */
    public Optional<String> tlsServerName() {
        return cluster.text("tls-server-name");
    }
}
