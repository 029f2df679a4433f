package com.dotscience.deployer.plan.limits;

import com.dotscience.api.Deployment;
import com.dotscience.deployer.plan.limits.Breach.What;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Limits the images that may run, including that of the model-proxy, because whoever chooses an image chooses what code the
 * cluster runs.
 *
 * @param given the setting as the owner wrote it, to be shown to people
 */
record ImageLimit(List<ImagePattern> patterns, String given) implements Limit {

    @Override
    public Stream<Breach> breaches(Asked asked) {
        if (patterns.isEmpty()) {
            return Stream.empty();
        }
        Deployment wanted = asked.wanted();
        return Stream.concat(
                breach(What.IMAGE, "deployment.image", wanted.getDeployment().getImage()).stream(),
                breach(What.PROXY_IMAGE, "metrics.image", wanted.getMetrics().getImage()).stream());
    }

    private Optional<Breach> breach(What what, String field, String image) {
        if (image.isEmpty()) {
            return Optional.empty();
        }
        boolean allowed = ImageReference.parse(image)
                .filter(reference -> patterns.stream().anyMatch(pattern -> pattern.allows(reference)))
                .isPresent();
        return allowed
                ? Optional.empty()
                : Optional.of(Breach.of(what, image, field, "allows only " + given, "deployer.allowed.images"));
    }
}
