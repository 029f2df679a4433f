package com.dotscience.deployer.manifest;

import com.dotscience.api.ResourceQuantity;
import com.dotscience.api.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Builds the requests and limits of the model's container, so that the cluster guarantees what was asked for and gives
 * no more.
 */
final class ModelResources {

    private ModelResources() {}

    /**
     * Returns the requests and limits; empty if none are asked for.
     *
     * @throws InvalidModelDeploymentException if a quantity cannot be read
     */
    static Optional<io.fabric8.kubernetes.api.model.ResourceRequirements> of(ResourceRequirements asked) {
        if (asked.getLimitsCount() + asked.getRequestsCount() == 0) {
            return Optional.empty();
        }
        return Optional.of(new ResourceRequirementsBuilder()
                .withLimits(quantities("limits", asked.getLimitsMap()))
                .withRequests(quantities("requests", asked.getRequestsMap()))
                .build());
    }

    private static Map<String, Quantity> quantities(String field, Map<String, String> asked) {
        Map<String, Quantity> quantities = new TreeMap<>();
        asked.forEach((name, text) -> quantities.put(
                name,
                new Quantity(ResourceQuantity.parse(text)
                        .orElseThrow(() -> new InvalidModelDeploymentException(
                                "deployment.resources." + field,
                                "has " + text + " of " + name + ": it has to be " + ResourceQuantity.ALLOWED))
                        .canonical())));
        return quantities;
    }
}
