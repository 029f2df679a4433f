package com.dotscience.cli.command.deployment;

import com.dotscience.cli.output.Terminal;
import com.dotscience.cli.output.View;
import com.dotscience.resource.Difference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows what the steps would change. */
record ShownDifferences(List<Step> steps) implements View {

    @Override
    public void text(Terminal terminal) {
        for (Step step : steps) {
            terminal.line(step.name() + " (deployer " + step.request().getDeployer() + ", namespace "
                    + step.request().getDeployment().getNamespace() + ")"
                    + (step.present().isEmpty() ? " is not there" : ""));
            step.differences()
                    .forEach(difference -> terminal.line("  " + difference.path() + ": "
                            + text(terminal, difference.before()) + " -> " + text(terminal, difference.after())));
        }
    }

    private static String text(Terminal terminal, Object value) {
        return value == null ? "(none)" : terminal.inOneLine(value);
    }

    @Override
    public Object json() {
        return steps.stream().map(ShownDifferences::json).toList();
    }

    private static Map<String, Object> json(Step step) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", step.name());
        json.put("namespace", step.request().getDeployment().getNamespace());
        json.put("deployer", step.request().getDeployer());
        json.put("exists", step.present().isPresent());
        json.put(
                "differences",
                step.differences().stream().map(ShownDifferences::json).toList());
        return json;
    }

    private static Map<String, Object> json(Difference difference) {
        var json = new LinkedHashMap<String, Object>();
        json.put("path", difference.path());
        json.put("before", difference.before());
        json.put("after", difference.after());
        return json;
    }
}
