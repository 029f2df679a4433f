package com.dotscience.cli.command.deployment.spec;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.EnvVar;
import com.dotscience.api.EnvVarSource;
import com.dotscience.api.KeySelector;
import com.dotscience.cli.command.Assignment;
import com.dotscience.cli.output.DsException;
import com.dotscience.resource.SecretNames;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** What the model's process is started with; null is what was not given. */
final class EnvironmentOptions {

    @Option(
            names = "--env",
            paramLabel = "NAME=VALUE",
            arity = "1",
            description = "An environment variable of the model; NAME- takes it off. Can be given more than once.")
    private String[] env = {};

    @Option(
            names = "--env-from-secret",
            paramLabel = "NAME=SECRET/KEY",
            arity = "1",
            description = "A variable with the value of a key of a Secret in the model deployment's namespace.")
    private String[] fromSecrets = {};

    @Option(
            names = "--env-from-config-map",
            paramLabel = "NAME=MAP/KEY",
            arity = "1",
            description = "A variable with the value of a key of a ConfigMap in the model deployment's namespace.")
    private String[] fromConfigMaps = {};

    @Option(
            names = "--plain",
            description = "Take a variable with --env although its name looks like that of a secret.")
    private boolean plain;

    @Option(
            names = "--command",
            paramLabel = "PART",
            arity = "1",
            parameterConsumer = PartConsumer.class,
            description = "What to run instead of the image's entrypoint, each part by an option of its own; '' for the"
                    + " image's. Default: the image's.")
    private List<String> command;

    @Option(
            names = "--arg",
            paramLabel = "PART",
            arity = "1",
            parameterConsumer = PartConsumer.class,
            description = "An argument instead of the image's own, each by an option of its own; ''"
                    + " for the image's. Default: the image's.")
    private List<String> arguments;

    boolean isEmpty() {
        return env.length + fromSecrets.length + fromConfigMaps.length == 0
                && Stream.of(command, arguments).allMatch(Objects::isNull);
    }

    /** @throws DsException if an option is wrong, or would show a secret to everybody */
    void applyTo(Deployment.Builder wanted) {
        DeploymentSpec.Builder model = wanted.getDeploymentBuilder();
        Assignment.all("--env", env).forEach((name, value) -> {
            if (value == null) {
                remove(model, name);
            } else {
                refuseSecret(wanted, name);
                set(model, EnvVar.newBuilder().setName(name).setValue(value).build());
            }
        });
        Assignment.all("--env-from-secret", fromSecrets).forEach((name, key) -> {
            KeySelector selector = key("--env-from-secret", "SECRET", name, key);
            set(model, variable(name, EnvVarSource.newBuilder().setSecretKeyRef(selector)));
        });
        Assignment.all("--env-from-config-map", fromConfigMaps).forEach((name, key) -> {
            KeySelector selector = key("--env-from-config-map", "MAP", name, key);
            set(model, variable(name, EnvVarSource.newBuilder().setConfigMapKeyRef(selector)));
        });
        if (command != null) {
            model.clearCommand().addAllCommand(parts(command));
        }
        if (arguments != null) {
            model.clearArgs().addAllArgs(parts(arguments));
        }
    }

    private void refuseSecret(Deployment.Builder wanted, String name) {
        if (!plain && SecretNames.include(name)) {
            throw DsException.usage("--env: "
                    + SecretNames.refusal(
                            name,
                            wanted.getNamespace(),
                            "give --env-from-secret " + name
                                    + "=SECRET/KEY instead; or give --plain too, if it is none"));
        }
    }

    private static EnvVar variable(String name, EnvVarSource.Builder source) {
        return EnvVar.newBuilder().setName(name).setValueFrom(source).build();
    }

    private static KeySelector key(String option, String what, String name, String given) {
        int slash = given == null ? -1 : given.indexOf('/');
        if (slash <= 0 || slash == given.length() - 1) {
            throw DsException.usage(
                    option + ": " + name + " needs a name and a key: give " + name + "=" + what + "/KEY");
        }
        return KeySelector.newBuilder()
                .setName(given.substring(0, slash))
                .setKey(given.substring(slash + 1))
                .build();
    }

    /** One that is there keeps its place, since others may refer to it. */
    private static void set(DeploymentSpec.Builder model, EnvVar variable) {
        for (int i = 0; i < model.getEnvCount(); i++) {
            if (model.getEnv(i).getName().equals(variable.getName())) {
                model.setEnv(i, variable);
                return;
            }
        }
        model.addEnv(variable);
    }

    private static void remove(DeploymentSpec.Builder model, String name) {
        List<EnvVar> kept = model.getEnvList().stream()
                .filter(variable -> !variable.getName().equals(name))
                .toList();
        model.clearEnv().addAllEnv(kept);
    }

    private static List<String> parts(List<String> given) {
        return given.equals(List.of("")) ? List.of() : given;
    }
}
