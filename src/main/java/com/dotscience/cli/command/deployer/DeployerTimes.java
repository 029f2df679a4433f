package com.dotscience.cli.command.deployer;

import com.dotscience.api.management.Deployer;
import com.dotscience.cli.output.Fields;
import com.dotscience.cli.output.PauseText;
import com.dotscience.cli.output.Terminal;
import com.dotscience.cli.output.View;
import com.dotscience.cli.output.WindowText;
import java.time.Instant;

/** Shows when changes of the model deployments of a deployer are handed out. */
record DeployerTimes(Deployer deployer, Instant now) implements View {

    private static final int COLUMN = 22;

    @Override
    public void text(Terminal terminal) {
        String windows = WindowText.of(deployer.getMaintenanceWindowsList());
        new Fields(COLUMN)
                .add("Deployer name", deployer.getName())
                .add("Maintenance windows", windows.isEmpty() ? "none: at any time" : windows)
                .addIfAny("Paused", PauseText.of(deployer.getPaused(), now))
                .lines()
                .forEach(terminal::line);
    }

    @Override
    public Object json() {
        return DeployerJson.of(deployer);
    }
}
