package com.dotscience.testing;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts one control plane for all test classes of a JVM that ask for it; JUnit closes it after the last of them. */
final class ControlPlaneExtension implements ExecutionCondition, ParameterResolver {

    private static final ExtensionContext.Namespace SHARED =
            ExtensionContext.Namespace.create(ControlPlaneExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return RealControlPlane.assets()
                .map(assets -> ConditionEvaluationResult.enabled("a real control plane is in " + assets))
                .orElseGet(() -> ConditionEvaluationResult.disabled(RealControlPlane.ASSETS
                        + " is not set: it names the folder with etcd, kube-apiserver and kube-controller-manager"));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RealControlPlane.class;
    }

    @Override
    public RealControlPlane resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(StoreScope.LAUNCHER_SESSION, SHARED)
                .getOrComputeIfAbsent(
                        SharedControlPlane.class,
                        key -> new SharedControlPlane(RealControlPlane.assets().orElseThrow(), System.err::println),
                        SharedControlPlane.class)
                .alive();
    }
}
