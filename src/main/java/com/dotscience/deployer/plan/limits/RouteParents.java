package com.dotscience.deployer.plan.limits;

import com.dotscience.api.RouteParent;
import com.dotscience.deployer.manifest.RouteVersions;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.stream.Stream;

/** Names the Gateways of HTTPRoutes, {@code namespace/name}, both in what is asked for and in what exists. */
final class RouteParents {

    private RouteParents() {}

    /** @param own the namespace of the model deployment */
    static String text(RouteParent asked, String own) {
        return (asked.getNamespace().isEmpty() ? own : asked.getNamespace()) + "/" + asked.getName();
    }

    /** Returns those that an object names; none if it is no HTTPRoute. */
    static Stream<String> of(HasMetadata there) {
        String own = there.getMetadata().getNamespace();
        return RouteVersions.spec(there).stream()
                .flatMap(spec -> spec.getParentRefs().stream())
                .map(parent -> (parent.getNamespace() == null ? own : parent.getNamespace()) + "/" + parent.getName());
    }
}
