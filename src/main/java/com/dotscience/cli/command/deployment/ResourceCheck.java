package com.dotscience.cli.command.deployment;

import com.dotscience.api.Deployment;
import com.dotscience.api.EnvVar;
import com.dotscience.api.management.CreateDeploymentRequest;
import com.dotscience.cli.command.Session;
import com.dotscience.cli.command.deployment.spec.ClassesArgument;
import com.dotscience.cli.output.DsException;
import com.dotscience.resource.Problem;
import com.dotscience.resource.SecretNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks all resources before anything is asked for.
 *
 * @param plain whether the values of variables that are named like secrets are taken
 */
record ResourceCheck(boolean plain) {

    /** @throws DsException if anything is wrong; what it is has been printed, each with its line */
    void check(List<ResourceInFile> resources, Session session) {
        var problems = new ArrayList<String>();
        Map<String, String> seen = new HashMap<>();
        for (ResourceInFile resource : resources) {
            List<Problem> own = resource.problems();
            if (own.isEmpty()) {
                own = ofValues(resource, seen);
            }
            own.stream().map(resource::text).forEach(problems::add);
        }
        if (problems.size() == 1) {
            throw DsException.usage(problems.get(0));
        }
        if (!problems.isEmpty()) {
            problems.forEach(problem -> session.hint("ds: " + problem));
            throw DsException.usage("nothing was asked for: " + problems.size() + " mistakes in the files");
        }
    }

    private List<Problem> ofValues(ResourceInFile resource, Map<String, String> seen) {
        var problems = new ArrayList<Problem>();
        CreateDeploymentRequest request = resource.request(Deployment.getDefaultInstance());
        Deployment wanted = request.getDeployment();
        String key = request.getDeployer() + "/" + wanted.getNamespace() + "/" + wanted.getName();
        String name = resource.place("metadata.name");
        String line = resource.source() + ":" + resource.document().line(name);
        String other = seen.putIfAbsent(key, line);
        if (other != null) {
            problems.add(new Problem(name, wanted.getName() + " is there twice: also in " + other));
        }
        for (int i = 0; i < wanted.getDeployment().getEnvCount(); i++) {
            EnvVar variable = wanted.getDeployment().getEnv(i);
            if (!plain && !variable.getValue().isEmpty() && SecretNames.include(variable.getName())) {
                problems.add(new Problem(
                        resource.place("spec.env[" + i + "].value"),
                        SecretNames.refusal(
                                variable.getName(),
                                wanted.getNamespace(),
                                "use valueFrom.secretKeyRef with name: SECRET and key: KEY instead; or give --plain too, if it"
                                        + " is none")));
            }
        }
        ClassesArgument.mistake(wanted.getMetrics().getClasses())
                .ifPresent(mistake -> problems.add(new Problem(resource.place("spec.proxy.classes"), mistake)));
        return problems;
    }
}
