package com.dotscience.cli.command.deployment.spec;

import com.dotscience.api.DeploymentSpec;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options for whom pods are to the cluster, and for privileges that they do not have by default. An option that was not given is null. */
final class PrivilegeOptions {

    @Option(
            names = "--service-account",
            paramLabel = "NAME",
            description = "The service account that the model's pods run as; '' for the namespace's default. Default:"
                    + " that.")
    private String serviceAccount;

    @Option(
            names = "--service-account-token",
            negatable = true,
            defaultValue = Option.NULL_VALUE,
            fallbackValue = "true",
            description =
                    "Whether the model gets the token of its service account, by which it may talk to the Kubernetes API."
                            + " Default: not.")
    private Boolean serviceAccountToken;

    @Option(
            names = "--privilege-escalation",
            negatable = true,
            defaultValue = Option.NULL_VALUE,
            fallbackValue = "true",
            description = "Whether the model may get more privileges than it starts with, as by sudo. Default: not.")
    private Boolean privilegeEscalation;

    @Option(
            names = "--unconfined",
            negatable = true,
            defaultValue = Option.NULL_VALUE,
            fallbackValue = "true",
            description =
                    "Whether the model may use every system call, and not only those of the container runtime's own"
                            + " seccomp profile. Default: not.")
    private Boolean unconfined;

    boolean isEmpty() {
        return Stream.of(serviceAccount, serviceAccountToken, privilegeEscalation, unconfined)
                .allMatch(Objects::isNull);
    }

    void applyTo(DeploymentSpec.Builder deployment) {
        if (serviceAccount != null) {
            deployment.setServiceAccount(serviceAccount);
        }
        if (serviceAccountToken != null) {
            deployment.setServiceAccountToken(serviceAccountToken);
        }
        if (privilegeEscalation != null) {
            deployment.setPrivilegeEscalation(privilegeEscalation);
        }
        if (unconfined != null) {
            deployment.setUnconfined(unconfined);
        }
    }
}
