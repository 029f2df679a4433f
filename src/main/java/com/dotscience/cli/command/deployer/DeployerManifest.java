package com.dotscience.cli.command.deployer;

import com.dotscience.cli.command.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
public final class DeployerManifest extends OneDeployer {

    @Mixin
    private ManifestOptions options = new ManifestOptions();

    public DeployerManifest(Session session) {
        super(session);
    }

    @Override
    public void run() {
        try (var gateway = session.connect()) {
            var request = options.request(choice.nameOrId(), gateway.address(), session);
            gateway.call(management -> management.getInstallManifest(request))
                    .getManifest()
                    .lines()
                    .forEach(session::print);
        }
    }
}
