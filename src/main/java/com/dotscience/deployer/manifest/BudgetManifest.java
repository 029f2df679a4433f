package com.dotscience.deployer.manifest;

import com.dotscience.api.ClusterContract;
import com.dotscience.api.Deployment;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.Map;
import java.util.regex.Pattern;

/** Builds the PodDisruptionBudget, which says how many pods stay when nodes are emptied. */
public final class BudgetManifest {

    public static final String KIND = "PodDisruptionBudget";

    /** Of Kubernetes 1.21 and newer. Between the two versions only an empty selector differs in meaning, and ours is none. */
    private static final String NEWER = "policy/v1";

    private static final Pattern PERCENT = Pattern.compile("[0-9]+%");

    private BudgetManifest() {}

    static boolean isWanted(Deployment wanted) {
        return !wanted.getDeployment().getMinAvailable().isEmpty();
    }

    /** @param apiVersion {@code policy/v1} or {@code policy/v1beta1} */
    static HasMetadata of(Deployment wanted, ObjectMeta metadata, String apiVersion) {
        IntOrString minAvailable = intOrPercent(wanted.getDeployment().getMinAvailable());
        Map<String, String> pods = Map.of(ClusterContract.ID, wanted.getId());
        return apiVersion.equals(NEWER)
                ? new PodDisruptionBudgetBuilder()
                        .withMetadata(metadata)
                        .withNewSpec()
                        .withMinAvailable(minAvailable)
                        .withNewSelector()
                        .withMatchLabels(pods)
                        .endSelector()
                        .endSpec()
                        .build()
                : new io.fabric8.kubernetes.api.model.policy.v1beta1.PodDisruptionBudgetBuilder()
                        .withMetadata(metadata)
                        .withNewSpec()
                        .withMinAvailable(minAvailable)
                        .withNewSelector()
                        .withMatchLabels(pods)
                        .endSelector()
                        .endSpec()
                        .build();
    }

    private static IntOrString intOrPercent(String text) {
        if (PERCENT.matcher(text).matches()) {
            return new IntOrString(text);
        }
        try {
            return new IntOrString(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw new InvalidModelDeploymentException(
                    "deployment.min_available",
                    "is " + text + ": it has to be a number of pods or a share such as 50%");
        }
    }
}
