package com.dotscience.cli.command.deployment;

import com.dotscience.api.management.ModelDeployment;
import com.dotscience.cli.output.Terminal;
import com.dotscience.cli.output.View;

/** The result of a command that wrote a canary. */
record CanarySummary(ModelDeployment model) implements View {

    @Override
    public void text(Terminal terminal) {
        var fields = DeploymentSummary.identity(model).addIfAny("URL", model.getUrl());
        new CanaryView(model).addTo(fields);
        fields.lines().forEach(terminal::line);
    }

    @Override
    public Object json() {
        return DeploymentJson.of(model);
    }
}
