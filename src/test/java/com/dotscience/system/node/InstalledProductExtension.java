package com.dotscience.system.node;

import com.dotscience.testing.NodeExtension;
import com.dotscience.testing.RealNode;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Installs the product once for all test classes that ask for it. */
final class InstalledProductExtension implements ParameterResolver {

    private static final ExtensionContext.Namespace SHARED =
            ExtensionContext.Namespace.create(InstalledProductExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == InstalledProduct.class;
    }

    @Override
    public InstalledProduct resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // Before, so that it is closed after.
        RealNode node = NodeExtension.shared(context);
        return context.getStore(StoreScope.LAUNCHER_SESSION, SHARED)
                .getOrComputeIfAbsent(InstalledProduct.class, key -> InstalledProduct.on(node), InstalledProduct.class);
    }
}
