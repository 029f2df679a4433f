package com.dotscience.testing;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * A real API server on loopback, with etcd behind it and the controllers that turn Deployments into pods: everything of a
 * cluster but the nodes. A {@link FakeKubelet} makes the pods ready. RBAC is on. Starts in some five seconds.
 *
 * <p>Tests get the shared one of their JVM by {@link NeedsControlPlane} and keep to namespaces of their own; a
 * {@code main} uses {@link #start(Path)}.
 */
public final class RealControlPlane implements AutoCloseable {

    /** Names the folder with {@code etcd}, {@code kube-apiserver} and {@code kube-controller-manager}. */
    public static final String ASSETS = "KUBEBUILDER_ASSETS";

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final ControlPlaneFiles files;
    private final ControlPlaneCommands commands;
    private final ServerProcess etcd;
    private ServerProcess apiServer;
    private ServerProcess controllers;
    private KubernetesClient client;

    private RealControlPlane(ControlPlaneFiles files, ControlPlaneCommands commands) {
        this.files = files;
        this.commands = commands;
        this.etcd = ServerProcess.start("etcd", files.folder(), commands.etcd());
    }

    /** The folder that {@value #ASSETS} names, if it is set. */
    public static Optional<Path> assets() {
        return Optional.ofNullable(System.getenv(ASSETS))
                .filter(a -> !a.isBlank())
                .map(Path::of);
    }

    /**
     * Starts one with the programs of this folder, and waits until it is ready.
     *
     * @throws RuntimeException with the end of its log if a part of it does not start
     */
    public static RealControlPlane start(Path assets) {
        ControlPlaneFiles files = ControlPlaneFiles.create();
        RealControlPlane plane = new RealControlPlane(files, new ControlPlaneCommands(assets, files));
        try {
            plane.startAll();
            return plane;
        } catch (RuntimeException e) {
            plane.close();
            throw e;
        }
    }

    private void startAll() {
        startApiServer();
        controllers = ServerProcess.start("kube-controller-manager", files.folder(), commands.controllerManager());
        awaitServiceAccount("default");
    }

    /** As administrator, who may do everything. */
    public Kubeconfig admin() {
        return files.user(ControlPlaneFiles.ADMIN);
    }

    /** As the kubelet of a node, who may do everything too, under a name of its own in the audit log. */
    public Kubeconfig kubelet() {
        return files.user(ControlPlaneFiles.KUBELET);
    }

    /** The administrator's, as a file for kubectl. */
    public Path kubeconfigFile() {
        return files.kubeconfig(ControlPlaneFiles.ADMIN);
    }

    /** A client as administrator; shared, closed with the control plane. */
    public KubernetesClient client() {
        return client;
    }

    /**
     * As a service account, which may do nothing until a RoleBinding says so; it is made if it is missing. The token is
     * valid for an hour.
     */
    public Kubeconfig serviceAccount(String namespace, String name) {
        var accounts = client.serviceAccounts().inNamespace(namespace);
        if (accounts.withName(name).get() == null) {
            accounts.resource(new ServiceAccountBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .endMetadata()
                            .build())
                    .create();
        }
        var request = new TokenRequestBuilder().withNewSpec().endSpec().build();
        String token = accounts.withName(name).tokenRequest(request).getStatus().getToken();
        return new Kubeconfig(files.server(), files.authority(), token);
    }

    /** Lets a service account do everything, as long as what is returned is there. */
    public ClusterRoleBinding grantAll(String namespace, String serviceAccount) {
        return client.resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName(namespace + "-" + serviceAccount)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
                        .addNewSubject("", "ServiceAccount", serviceAccount, namespace)
                        .build())
                .serverSideApply();
    }

    /** A new namespace whose name starts so, ready for pods. */
    public String newNamespace(String prefix) {
        var wanted = new NamespaceBuilder()
                .withNewMetadata()
                .withGenerateName(prefix + "-")
                .endMetadata()
                .build();
        String name =
                client.namespaces().resource(wanted).create().getMetadata().getName();
        awaitServiceAccount(name);
        return name;
    }

    /** Makes the namespace of this name, ready for pods, unless it is there. */
    public void ensureNamespace(String name) {
        if (client.namespaces().withName(name).get() == null) {
            client.namespaces()
                    .resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .endMetadata()
                            .build())
                    .create();
        }
        awaitServiceAccount(name);
    }

    public AuditLog auditLog() {
        return new AuditLog(files.audit());
    }

    /** Kills the API server, as a crash would. What was written stays, and so does the port. */
    public void stopApiServer() {
        apiServer.close();
    }

    /** Starts the API server, and waits until it is ready. */
    public void startApiServer() {
        apiServer = ServerProcess.start("kube-apiserver", files.folder(), commands.apiServer());
        // Its self-signed certificate is made at the first start; nobody can connect before.
        awaitAnswer("the API server's certificate", () -> Files.exists(files.certificate()));
        if (client == null) {
            client = new KubernetesClientBuilder()
                    .withConfig(admin().config("test-admin"))
                    .build();
        }
        awaitAnswer("a ready API server", () -> "ok".equals(client.raw("/readyz")));
    }

    /** Throws, with the end of its log, if a part of it has ended by itself. */
    void mustBeAlive() {
        etcd.mustBeAlive();
        apiServer.mustBeAlive();
        if (controllers != null) {
            controllers.mustBeAlive();
        }
    }

    /** Kills the store of its objects, as a crash would: no part of it is of use after that. */
    void crash() {
        etcd.close();
    }

    /** Kills all parts and removes their files. */
    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
        if (controllers != null) {
            controllers.close();
        }
        if (apiServer != null) {
            apiServer.close();
        }
        etcd.close();
        files.scratch().delete();
    }

    // Pods are refused in a namespace that has none yet.
    private void awaitServiceAccount(String namespace) {
        awaitAnswer(
                "the service account of namespace " + namespace,
                () -> client.serviceAccounts()
                                .inNamespace(namespace)
                                .withName("default")
                                .get()
                        != null);
    }

    private void awaitAnswer(String what, Callable<Boolean> condition) {
        await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            mustBeAlive();
            try {
                return condition.call();
            } catch (KubernetesClientException notYet) {
                return false;
            }
        });
    }
}
