package com.dotscience.cli.command.deployment;

import com.dotscience.api.Deployment;
import com.dotscience.api.management.ListDeploymentsRequest;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.cli.command.Session;
import com.dotscience.cli.command.Watch;
import com.dotscience.cli.command.deployment.spec.ProxyImage;
import com.dotscience.cli.connection.ManagementClient;
import com.dotscience.cli.output.Terminal;
import com.dotscience.cli.output.View;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "ls",
        description = "List the model deployments.",
        footerHeading = "%nJSON fields: " + DeploymentJson.FIELDS + ".%n%nExamples:%n",
        footer = {
            "  ds deployment ls",
            "  ds deployment ls -d minikube",
            "  ds deployment ls --namespace default -o json",
            "  ds deployment ls -o wide"
        })
public final class DeploymentLs implements Runnable {

    /** How many model deployments a warning names. */
    private static final int MAX_NAMED = 5;

    private final Session session;

    @Option(
            names = {"-d", "--deployer"},
            paramLabel = "DEPLOYER",
            description = "Only those of the deployer of this name or id.")
    private String deployer = "";

    @Option(names = "--namespace", paramLabel = "NS", description = "Only those in this namespace.")
    private String namespace;

    @Option(
            names = {"-w", "--watch"},
            description = Watch.DESCRIPTION)
    private boolean watch;

    public DeploymentLs(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        try (var gateway = session.connect()) {
            if (watch) {
                new Watch(session, () -> table(list(gateway)).snapshot(DeploymentJson::of)).run();
                return;
            }
            var listed = list(gateway);
            session.show(new Listed(listed, session.now()));
            if (listed.isEmpty()) {
                session.hint("There is no such model deployment yet: ds deployment create --help");
            }
            warnOfProxyImages(listed);
        }
    }

    private List<ModelDeployment> list(ManagementClient gateway) {
        var request = ListDeploymentsRequest.newBuilder().setDeployer(deployer).build();
        return gateway.call(management -> management.listDeployments(request)).getDeploymentsList().stream()
                .filter(this::isInNamespace)
                .toList();
    }

    private DeploymentTable table(List<ModelDeployment> models) {
        return new DeploymentTable(models, session.now(), session.terminal(), session.isWide());
    }

    private void warnOfProxyImages(List<ModelDeployment> listed) {
        List<String> names = listed.stream()
                .map(ModelDeployment::getDeployment)
                .filter(ProxyImage::isGone)
                .map(Deployment::getName)
                .toList();
        if (!names.isEmpty()) {
            String named = String.join(", ", names.subList(0, Math.min(names.size(), MAX_NAMED)));
            session.warn("nobody can pull the proxy image of " + named + (names.size() > MAX_NAMED ? " and others" : "")
                    + " any more: " + ProxyImage.remedy("NAME"));
        }
    }

    private boolean isInNamespace(ModelDeployment model) {
        return namespace == null || namespace.equals(model.getDeployment().getNamespace());
    }

    private record Listed(List<ModelDeployment> models, Instant now) implements View {

        @Override
        public void text(Terminal terminal) {
            show(terminal, false);
        }

        @Override
        public void wide(Terminal terminal) {
            show(terminal, true);
        }

        private void show(Terminal terminal, boolean wide) {
            new DeploymentTable(models, now, terminal, wide).lines().forEach(terminal::line);
        }

        @Override
        public Object json() {
            return models.stream().map(DeploymentJson::of).toList();
        }
    }
}
