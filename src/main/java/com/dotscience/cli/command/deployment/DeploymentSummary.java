package com.dotscience.cli.command.deployment;

import com.dotscience.api.management.ModelDeployment;
import com.dotscience.cli.output.Fields;
import com.dotscience.cli.output.Terminal;
import com.dotscience.cli.output.View;
import java.time.Instant;

/** The result of a command that wrote a model deployment. */
record DeploymentSummary(ModelDeployment model, Instant now) implements View {

    /** The column in which the values start. */
    static final int COLUMN = 26;

    @Override
    public void text(Terminal terminal) {
        fields().lines().forEach(terminal::line);
    }

    private Fields fields() {
        return identity(model).addIfAny("URL", model.getUrl()).addIfAny("Waits", new Waiting(model).text(now));
    }

    static Fields identity(ModelDeployment model) {
        return new Fields(COLUMN)
                .add("Deployment ID", model.getDeployment().getId())
                .add("Deployment namespace", model.getDeployment().getNamespace())
                .add("Deployment name", model.getDeployment().getName());
    }

    @Override
    public Object json() {
        return DeploymentJson.of(model);
    }
}
