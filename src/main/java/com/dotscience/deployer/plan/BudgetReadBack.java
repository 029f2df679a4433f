package com.dotscience.deployer.plan;

import com.dotscience.api.DeploymentSpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;

/** Reads back from a PodDisruptionBudget how many pods are to stay. */
final class BudgetReadBack {

    private BudgetReadBack() {}

    static void into(DeploymentSpec.Builder model, HasMetadata object) {
        if (object instanceof PodDisruptionBudget budget) {
            model.setMinAvailable(text(budget.getSpec().getMinAvailable()));
        } else if (object instanceof io.fabric8.kubernetes.api.model.policy.v1beta1.PodDisruptionBudget budget) {
            model.setMinAvailable(text(budget.getSpec().getMinAvailable()));
        }
    }

    private static String text(IntOrString value) {
        return value == null ? "" : String.valueOf(value.getValue());
    }
}
