package com.dotscience.gateway.registry;

import com.dotscience.api.Deployment;
import com.dotscience.gateway.windows.WindowRules;
import com.dotscience.validation.Rules;
import com.dotscience.validation.Syntax;
import io.grpc.Status;

/** Checks a changed model deployment against the present one. This is pure: values in, a value or a refusal out. */
final class Replacement {

    private Replacement() {}

    /**
     * Returns the model deployment that takes the place of the present one.
     *
     * @throws io.grpc.StatusRuntimeException ABORTED if somebody else changed it meanwhile, INVALID_ARGUMENT if it may not be changed so
     */
    static Deployment of(Deployment current, Deployment asked) {
        if (asked.getRevision() != 0 && asked.getRevision() != current.getRevision()) {
            throw Status.ABORTED
                    .withDescription("model deployment '" + current.getName()
                            + "' was changed meanwhile: read it again and repeat your change")
                    .asRuntimeException();
        }
        refuseMove("name", current.getName(), asked.getName());
        refuseMove("namespace", current.getNamespace(), asked.getNamespace());
        Deployment.Builder wanted = asked.toBuilder().setName(current.getName()).setNamespace(current.getNamespace());
        if (asked.getDeployment().getRestartedAt().isEmpty()) {
            // Whoever asks for other settings, and says nothing of a restart, wants none; to take it out would be one.
            wanted.getDeploymentBuilder().setRestartedAt(current.getDeployment().getRestartedAt());
        }
        keepCanary(wanted, asked, current);
        Deployment checked = Rules.checked(wanted.build(), current);
        WindowRules.check(checked.getMaintenanceWindowsList(), current.getMaintenanceWindowsList());
        Deployment complete = losesItsReadiness(current, checked) ? CreationDefaults.in(checked, any -> true) : checked;
        Rules.checkComplete(complete);
        return complete.toBuilder().setRevision(current.getRevision()).build();
    }

    /**
     * Whoever does not speak of it any more gets what a new one gets, which its deployer knows by now. What never had one stays as it
     * is: that would restart its pods.
     */
    private static boolean losesItsReadiness(Deployment current, Deployment asked) {
        return !current.getDeployment().getReadiness().getType().isEmpty()
                && asked.getDeployment().getReadiness().getType().isEmpty();
    }

    /**
     * Whoever asks for other settings, and says nothing of the canary, does not mean it. Another image would make it unclear which one
     * the canary is compared with.
     */
    private static void keepCanary(Deployment.Builder wanted, Deployment asked, Deployment current) {
        if (asked.hasCanary() && !asked.getCanary().equals(current.getCanary())) {
            throw Syntax.invalid(
                    "canary cannot be changed with other settings: use ds deployment canary, promote or abort");
        }
        if (!current.hasCanary()) {
            return;
        }
        if (!asked.getDeployment().getImage().equals(current.getDeployment().getImage())) {
            throw Status.FAILED_PRECONDITION
                    .withDescription("model deployment " + Syntax.quoted(current.getName()) + " has a canary of image "
                            + current.getCanary().getImage() + ": promote or abort it before you change the image")
                    .asRuntimeException();
        }
        wanted.setCanary(current.getCanary());
    }

    private static void refuseMove(String field, String current, String asked) {
        if (!asked.isEmpty() && !asked.equals(current)) {
            throw Syntax.invalid(field + " cannot be changed from '" + current + "' to " + Syntax.quoted(asked)
                    + ": create another model deployment and delete this one");
        }
    }
}
