package com.dotscience.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the parts of a {@link RealControlPlane} are started: as small and as quick as they can be. */
record ControlPlaneCommands(Path assets, ControlPlaneFiles files) {

    List<String> etcd() {
        String peer = "http://127.0.0.1:" + files.etcdPeerPort();
        return List.of(
                program("etcd"),
                "--data-dir=" + files.folder().resolve("etcd"),
                "--listen-client-urls=" + etcdUrl(),
                "--advertise-client-urls=" + etcdUrl(),
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=default=" + peer,
                // The data need not outlive the machine.
                "--unsafe-no-fsync",
                "--log-level=error");
    }

    List<String> apiServer() {
        return List.of(
                program("kube-apiserver"),
                "--etcd-servers=" + etcdUrl(),
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--secure-port=" + files.apiPort(),
                "--cert-dir=" + files.certificates(),
                "--token-auth-file=" + files.tokens(),
                "--authorization-mode=RBAC",
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + files.serviceAccountKey(),
                "--service-account-signing-key-file=" + files.serviceAccountKey(),
                "--service-cluster-ip-range=10.0.0.0/16",
                "--audit-policy-file=" + files.auditPolicy(),
                "--audit-log-path=" + files.audit(),
                "--audit-log-maxsize=1000",
                // An endpoint on loopback is refused, and nobody looks for the service `kubernetes`.
                "--endpoint-reconciler-type=none",
                "--enable-priority-and-fairness=false");
    }

    List<String> controllerManager() {
        List<String> command = new ArrayList<>(List.of(
                program("kube-controller-manager"),
                "--kubeconfig=" + files.kubeconfig(ControlPlaneFiles.CONTROLLER_MANAGER),
                "--controllers=deployment,replicaset,endpoint,namespace,garbagecollector,serviceaccount,"
                        + "serviceaccount-token,horizontalpodautoscaling",
                "--horizontal-pod-autoscaler-sync-period=1s",
                "--horizontal-pod-autoscaler-downscale-stabilization=3s",
                "--service-account-private-key-file=" + files.serviceAccountKey(),
                "--leader-elect=false",
                "--kube-api-qps=500",
                "--kube-api-burst=1000",
                "--secure-port=0"));
        if (hasInsecurePort()) {
            command.add("--port=0");
        }
        return command;
    }

    // A flag that 1.24 took away, and that opens a port where it is there and not set to 0.
    private boolean hasInsecurePort() {
        Matcher version = Pattern.compile("v1\\.(\\d+)").matcher(output(program("kube-controller-manager")));
        return version.find() && Integer.parseInt(version.group(1)) < 24;
    }

    private static String output(String program) {
        try {
            Process process = new ProcessBuilder(program, "--version").start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String program(String name) {
        return assets.resolve(name).toString();
    }

    private String etcdUrl() {
        return "http://127.0.0.1:" + files.etcdPort();
    }
}
