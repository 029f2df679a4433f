package com.dotscience.testing;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts one node for all test classes of a JVM that ask for it; JUnit closes it after the last of them. */
public final class NodeExtension implements ExecutionCondition, ParameterResolver {

    private static final ExtensionContext.Namespace SHARED = ExtensionContext.Namespace.create(NodeExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return RealNode.scripts()
                .map(scripts -> ConditionEvaluationResult.enabled("a real node is made by " + scripts))
                .orElseGet(() -> ConditionEvaluationResult.disabled(
                        RealNode.SCRIPTS + " is not set: it names the folder with kube-node and kube-image"));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RealNode.class;
    }

    @Override
    public RealNode resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return shared(context);
    }

    /** That of this JVM, for what is installed on it. */
    public static RealNode shared(ExtensionContext context) {
        return context.getStore(StoreScope.LAUNCHER_SESSION, SHARED)
                .getOrComputeIfAbsent(
                        RealNode.class, key -> RealNode.start(RealNode.scripts().orElseThrow()), RealNode.class);
    }
}
