package com.dotscience.cli.command.deployment;

import com.dotscience.cli.command.Session;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExitCodeGenerator;
import picocli.CommandLine.Mixin;

@Command(
        name = "diff",
        description = {
            "Show in what the Gateway's model deployments differ from what files say: the place, its value now, and"
                    + " that of the file.",
            "The exit code is 1 if anything differs, and 0 if nothing does."
        },
        footerHeading = "%nJSON fields: name, namespace, deployer, exists, differences (path, before, after)."
                + " What is not there is null.%n%nExamples:%n",
        footer = {
            "  ds deployment diff -f roadsigns.yaml",
            "  ds deployment diff -f models/ -o json",
            "  ds deployment export | ds deployment diff -f -"
        })
public final class DeploymentDiff implements Runnable, IExitCodeGenerator {

    private final Session session;
    private int exitCode;

    @Mixin
    private ResourceFiles files = new ResourceFiles();

    public DeploymentDiff(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        List<ResourceInFile> resources = files.read(session);
        try (var gateway = session.connect()) {
            var present = new PresentDeployments(gateway);
            var differences = new ShownDifferences(resources.stream()
                    .map(present::step)
                    .filter(step -> !step.word().equals(Step.UNCHANGED))
                    .toList());
            session.show(differences);
            exitCode = differences.steps().isEmpty() ? 0 : 1;
        }
    }

    @Override
    public int getExitCode() {
        return exitCode;
    }
}
