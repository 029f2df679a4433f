package com.dotscience.cli.command.deployer;

import com.dotscience.api.management.GetInstallManifestRequest;
import com.dotscience.cli.command.Session;
import com.dotscience.cli.connection.Address;
import com.dotscience.cli.output.DsException;
import com.dotscience.cli.output.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "manifest",
        description = {
            "Print what installs a deployer in a cluster, for kubectl apply -f -: nine resources",
            "and the Secret with its token.",
            "Without a token the Secret says what to put there. It has the identity as well."
        },
        footerHeading = "%nWith -o json it is one List, which kubectl takes as well.%n%nExamples:%n",
        footer = {
            "  ds deployer manifest minikube --addr gateway.example.com:8800",
            "  cat token | ds deployer manifest minikube --token - | kubectl apply -f -"
        })
public final class DeployerManifest implements Runnable {

    private final Session session;

    @Parameters(paramLabel = "NAME", description = "The deployer, as 'ds deployer create' made it; or its id.")
    private String deployer;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "",
            description = "The API token that creating it showed; '-' reads it from stdin, where others do not see it.")
    private String token;

    @Option(
            names = "--addr",
            paramLabel = "HOST:PORT",
            description = "The Gateway, as the cluster reaches it. Default: as ds does.")
    private String address;

    @Option(
            names = "--namespace",
            paramLabel = "NAMESPACE",
            defaultValue = "",
            description = "Where to install it: a namespace of its own. Default: dotscience-deployer.")
    private String namespace;

    @Option(names = "--tag", paramLabel = "TAG", defaultValue = "", description = "The tag of its image.")
    private String tag;

    @Option(names = "--notls", description = "It reaches the Gateway without TLS. Default, without --addr: as ds does.")
    private boolean plaintext;

    public DeployerManifest(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        try (var gateway = session.connect()) {
            Address asked = gateway.address();
            if (address == null && asked.isLoopback()) {
                session.warn(
                        asked.hostAndPort() + " is this machine, which no cluster reaches by that name: give --addr");
            }
            var request = GetInstallManifestRequest.newBuilder()
                    .setDeployer(deployer)
                    .setToken(token.equals("-") ? fromStdin() : token)
                    .setGateway(address == null ? asked.hostAndPort() : address)
                    .setNamespace(namespace)
                    .setTag(tag)
                    .setNotls(plaintext || address == null && asked.plaintext())
                    .setJson(session.isForPrograms())
                    .build();
            gateway.call(management -> management.getInstallManifest(request))
                    .getManifest()
                    .lines()
                    .forEach(session::print);
        }
    }

    private String fromStdin() {
        try {
            String read = new String(session.stdin().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (read.isEmpty()) {
                throw DsException.usage("--token -: there is nothing on stdin");
            }
            return read;
        } catch (IOException e) {
            throw new DsException(ExitCode.USAGE, "--token -: stdin cannot be read: " + e.getMessage(), e);
        }
    }
}
