package com.dotscience.cli.command.deployment;

import com.dotscience.api.Phase;
import com.dotscience.api.management.CreateDeploymentRequest;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.GetDeploymentRequest;
import com.dotscience.api.management.ListDeploymentsRequest;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.cli.command.LabelSelector;
import com.dotscience.cli.command.Session;
import com.dotscience.cli.connection.ManagementClient;
import com.dotscience.cli.output.Terminal;
import com.dotscience.cli.output.View;
import com.dotscience.resource.ResourceTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        description = "Print model deployments as files for 'ds deployment apply': in YAML, or in JSON with -o json.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ds deployment export roadsigns1 > roadsigns.yaml",
            "  ds deployment export -d minikube -l team=vision",
            "  ds deployment export -o json"
        })
public final class DeploymentExport implements Runnable {

    private final Session session;

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "Their names or ids. Default: all.")
    private List<String> deployments = List.of();

    @Option(
            names = {"-d", "--deployer"},
            paramLabel = "DEPLOYER",
            description = "Only those of the deployer of this name or id.")
    private String deployer = "";

    @Option(names = "--namespace", paramLabel = "NS", description = "Only those in this namespace.")
    private String namespace = "";

    @Option(
            names = {"-l", "--selector"},
            paramLabel = "SELECTOR",
            description = "Only those with such labels: KEY=VALUE, KEY!=VALUE, KEY or !KEY, with commas between.")
    private String selector;

    public DeploymentExport(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        var labels = selector == null ? null : new LabelSelector(selector);
        try (var gateway = session.connect()) {
            session.show(new Exported((deployments.isEmpty() ? all(gateway) : named(gateway))
                    .stream()
                            .filter(model -> labels == null
                                    || labels.selects(model.getDeployment().getLabelsMap()))
                            .map(DeploymentExport::tree)
                            .toList()));
        }
    }

    private List<ModelDeployment> all(ManagementClient gateway) {
        var request = ListDeploymentsRequest.newBuilder().setDeployer(deployer).build();
        return gateway.call(management -> management.listDeployments(request)).getDeploymentsList().stream()
                .filter(model -> model.getReport().getPhase() != Phase.PHASE_REMOVING)
                .filter(model -> namespace.isEmpty()
                        || namespace.equals(model.getDeployment().getNamespace()))
                .toList();
    }

    private List<ModelDeployment> named(ManagementClient gateway) {
        return deployments.stream()
                .map(name -> GetDeploymentRequest.newBuilder()
                        .setRef(DeploymentRef.newBuilder()
                                .setDeployment(name)
                                .setDeployer(deployer)
                                .setNamespace(namespace))
                        .build())
                .map(request -> gateway.call(management -> management.getDeployment(request)))
                .toList();
    }

    private static Map<String, Object> tree(ModelDeployment model) {
        return ResourceTree.of(CreateDeploymentRequest.newBuilder()
                .setDeployer(model.getDeployerName())
                .setDeployment(model.getDeployment())
                .build());
    }

    /** As documents of YAML; as one of JSON, which is a List if there are several. */
    private record Exported(List<Map<String, Object>> resources) implements View {

        @Override
        public void text(Terminal terminal) {
            yaml(terminal);
        }

        @Override
        public void yaml(Terminal terminal) {
            resources.forEach(terminal::documentOfYaml);
        }

        @Override
        public Object json() {
            if (resources.size() == 1) {
                return resources.get(0);
            }
            var list = new LinkedHashMap<String, Object>();
            list.put("apiVersion", "v1");
            list.put("kind", "List");
            list.put("items", resources);
            return list;
        }

        @Override
        public List<String> names() {
            return resources.stream()
                    .map(resource -> ((Map<?, ?>) resource.get("metadata")).get("name"))
                    .map(String::valueOf)
                    .toList();
        }
    }
}
