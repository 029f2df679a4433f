package com.dotscience.cli.command.deployment;

import com.dotscience.api.management.ModelDeployment;
import com.dotscience.cli.command.LabelSelector;
import com.dotscience.cli.command.Session;
import com.dotscience.cli.output.DsException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The options that remove what no file asks for any more. */
final class PruneOptions {

    @Option(
            names = "--prune",
            description = "Also remove the model deployments that --selector selects and no file asks for, of the"
                    + " deployers that the files name. ds asks first.")
    private boolean prune;

    @Option(
            names = {"-l", "--selector"},
            paramLabel = "SELECTOR",
            description = "Which model deployments --prune may remove, by their labels: KEY=VALUE, KEY!=VALUE, KEY or"
                    + " !KEY, with commas between.")
    private String selector;

    @Option(
            names = {"-y", "--yes"},
            description = "Confirm what --prune removes, as in a script.")
    private boolean yes;

    /** @throws DsException if options contradict each other, or if nobody can be asked */
    void check(Session session, boolean dryRun) {
        if (prune && selector == null) {
            throw DsException.usage("--prune: say which model deployments may be removed: --selector KEY=VALUE");
        }
        if (!prune && selector != null) {
            throw DsException.usage("--selector: it says what --prune may remove: give both");
        }
        if (prune) {
            new LabelSelector(selector);
        }
        if (prune && !yes && !dryRun && !session.canAsk()) {
            throw DsException.usage("--prune: a removal has to be confirmed, and nobody is there to be asked: --yes");
        }
    }

    /** Returns what no step is about and the selector selects. */
    List<ModelDeployment> superfluous(List<Step> steps, PresentDeployments present) {
        if (!prune) {
            return List.of();
        }
        var labels = new LabelSelector(selector);
        Set<String> wanted = new HashSet<>();
        steps.forEach(step -> step.present()
                .ifPresent(model -> wanted.add(model.getDeployment().getId())));
        return steps.stream()
                .map(step -> step.request().getDeployer())
                .distinct()
                .flatMap(deployer -> present.of(deployer).stream())
                .filter(model -> labels.selects(model.getDeployment().getLabelsMap()))
                .filter(model -> wanted.add(model.getDeployment().getId()))
                .toList();
    }

    /** @throws DsException if a person says no */
    void confirm(List<ModelDeployment> superfluous, Session session) {
        if (!superfluous.isEmpty() && !yes) {
            session.confirm("remove "
                    + (superfluous.size() == 1 ? "1 model deployment" : superfluous.size() + " model deployments")
                    + ": "
                    + superfluous.stream()
                            .map(model -> model.getDeployment().getName() + " (" + model.getDeployerName() + "/"
                                    + model.getDeployment().getNamespace() + ")")
                            .collect(Collectors.joining(", ")));
        }
    }
}
