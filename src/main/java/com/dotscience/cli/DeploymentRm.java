package com.dotscience.cli;

import com.dotscience.api.management.DeleteDeploymentRequest;
import java.util.LinkedHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "rm",
        description = "Stop running a model deployment and remove its objects from the cluster.",
        footerHeading = "%nJSON fields: id, removed (true).%n%nExamples:%n",
        footer = {"  ds deployment rm roadsigns1", "  ds deployment rm roadsigns1 -d minikube --namespace default"})
final class DeploymentRm implements Runnable {

    private final Session session;

    @Mixin
    private DeploymentChoice choice = new DeploymentChoice();

    DeploymentRm(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        try (var gateway = session.connect()) {
            var ref = choice.ref();
            var request = DeleteDeploymentRequest.newBuilder().setRef(ref).build();
            var id = gateway.call(management -> management.deleteDeployment(request))
                    .getId();
            session.show(new Removed(ref.getDeployment(), id));
        }
    }

    private record Removed(String name, String id) implements View {

        @Override
        public void text(Terminal terminal) {
            terminal.line(
                    name.equals(id) ? "Deployment " + id + " removed" : "Deployment " + name + " removed (" + id + ")");
        }

        @Override
        public Object json() {
            var json = new LinkedHashMap<String, Object>();
            json.put("id", id);
            json.put("removed", true);
            return json;
        }
    }
}
