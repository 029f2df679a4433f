package com.dotscience.validation;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.Drain;
import com.dotscience.api.MetricsSpec;
import com.dotscience.api.ModelProxyContract;
import com.dotscience.api.Readiness;
import java.util.List;

/** What may be asked for of how pods become ready and end: what Kubernetes would take, and what can come true. */
public final class LifeRules {

    private static final int MAX_SECONDS = 86_400;
    private static final int MAX_DRAIN_SECONDS = 3_600;
    private static final List<String> TYPES = List.of("None", "HTTP", "TCP", "TensorFlowServing", "OpenInference");

    private LifeRules() {}

    /** @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT, naming the field and what is allowed */
    static void check(Deployment asked) {
        DeploymentSpec pods = asked.getDeployment();
        checkReadiness(pods);
        within("start-up time", pods.getStartUpSeconds(), MAX_SECONDS);
        within("termination grace period", pods.getTerminationGracePeriodSeconds(), MAX_SECONDS);
        checkDrain(pods.getDrain(), pods.getTerminationGracePeriodSeconds(), hasModelProxy(asked));
    }

    /**
     * Checks a model deployment that has got its defaults.
     *
     * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT, naming the field and what is allowed
     */
    static void checkComplete(DeploymentSpec asked) {
        if (asked.getStartUpSeconds() > 0 && !isProbed(asked.getReadiness())) {
            throw Syntax.invalid("start-up time needs a readiness: otherwise nothing says when the start is over");
        }
    }

    /** Whether pods get a model-proxy, by the rule of the deployer. */
    public static boolean hasModelProxy(Deployment asked) {
        MetricsSpec metrics = asked.getMetrics();
        return !metrics.getImage().isEmpty()
                && asked.getDeployment().getPortsCount() > 0
                && !(metrics.getClasses().isEmpty() && metrics.getRecordUrl().isEmpty());
    }

    private static void checkReadiness(DeploymentSpec pods) {
        Readiness asked = pods.getReadiness();
        String type = asked.getType();
        if (asked.equals(Readiness.getDefaultInstance())) {
            return;
        }
        if (!TYPES.contains(type)) {
            throw Syntax.invalid(
                    "readiness must be one of " + String.join(", ", TYPES) + ", not " + Syntax.quoted(type));
        }
        if (type.equals("HTTP")) {
            Syntax.PATH.check("readiness path", asked.getPath());
        } else if (!asked.getPath().isEmpty()) {
            throw Syntax.invalid("readiness path is for HTTP, not for " + type);
        }
        boolean speaksOfAModel = type.equals("TensorFlowServing") || type.equals("OpenInference");
        if (speaksOfAModel && !asked.getModel().isEmpty()) {
            Syntax.SERVED_NAME.check("readiness model", asked.getModel());
        } else if (!asked.getModel().isEmpty()) {
            throw Syntax.invalid("readiness model is for TensorFlowServing and OpenInference, not for " + type);
        }
        if (asked.getPort() != 0) {
            Syntax.checkPort("readiness port", asked.getPort());
        } else if (isProbed(asked) && pods.getPortsCount() == 0) {
            throw Syntax.invalid("readiness needs a port, since the model has none");
        }
    }

    private static boolean isProbed(Readiness asked) {
        return !asked.getType().isEmpty() && !asked.getType().equals("None");
    }

    private static void checkDrain(Drain asked, int gracePeriod, boolean hasModelProxy) {
        within("drain", asked.getSeconds(), MAX_DRAIN_SECONDS);
        if (asked.getSeconds() == 0) {
            return;
        }
        if (hasModelProxy) {
            throw Syntax.invalid("drain must be 0 where there is a model-proxy, which drains by itself");
        }
        if (gracePeriod != 0 && gracePeriod <= asked.getSeconds()) {
            throw Syntax.invalid("termination grace period must be longer than the drain of " + asked.getSeconds()
                    + " s, or 0 for " + ModelProxyContract.DEFAULT_TERMINATION_GRACE_PERIOD_SECONDS
                    + " s beside it, not " + gracePeriod);
        }
    }

    static void within(String field, int seconds, int most) {
        if (seconds < 0 || seconds > most) {
            throw Syntax.invalid(field + " must be 1 to " + most + " s, or 0 for the default, not " + seconds);
        }
    }
}
