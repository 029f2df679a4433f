package com.dotscience.deployer.resources;

import com.dotscience.api.Deployment;
import com.dotscience.api.ModelProxyContract;
import com.dotscience.api.Version;
import com.dotscience.resource.Defaults;
import com.dotscience.resource.Problem;
import com.dotscience.resource.ResourceInCluster;
import com.dotscience.validation.ClusterVersionRules;
import com.dotscience.validation.Rules;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What a resource asks for.
 *
 * @param wanted the model deployment; its revision is the generation of the resource, by which a report tells what it speaks of
 * @param refusal why it cannot be made, a sentence for people; empty if it can
 */
record ResourceReading(Deployment wanted, Optional<String> refusal) {

    private static final String PROXY_IMAGE =
            "quay.io/dotmesh/" + ModelProxyContract.IMAGE_NAME + ":" + Version.current();

    private static final int MOST_PROBLEMS = 5;

    /**
     * Reads a resource, as {@code ds} and the Gateway read a file.
     *
     * @param present what is there of the model; empty if it is new. Its model-proxy and its readiness stay where the resource does not
     *     say, so that an upgrade of the deployer restarts no pod
     * @param version that of the API server; empty if it is not known
     */
    static ResourceReading of(
            GenericKubernetesResource resource, Optional<Deployment> present, Supplier<String> version) {
        ResourceInCluster asked = inCluster(resource);
        Long generation = resource.getMetadata().getGeneration();
        long revision = generation == null ? 0 : generation;
        List<Problem> problems = asked.problems();
        if (!problems.isEmpty()) {
            return new ResourceReading(
                    asked.readable().toBuilder().setRevision(revision).build(), Optional.of(sentence(problems)));
        }
        Deployment wanted =
                asked.read(present.map(new Defaults(PROXY_IMAGE)::keeping).orElse(new Defaults(PROXY_IMAGE, true)));
        Optional<String> refusal = againstTheRules(wanted)
                .or(() -> ClusterVersionRules.refusal(
                        present.orElse(Deployment.getDefaultInstance()), wanted, version, "this cluster"));
        return new ResourceReading(wanted.toBuilder().setRevision(revision).build(), refusal);
    }

    /** Returns why the Gateway would not take it, in the Gateway's words. */
    private static Optional<String> againstTheRules(Deployment wanted) {
        try {
            Rules.checked(wanted);
            Rules.checkComplete(wanted);
            return Optional.empty();
        } catch (StatusRuntimeException e) {
            return Optional.ofNullable(e.getStatus().getDescription());
        }
    }

    private static ResourceInCluster inCluster(GenericKubernetesResource resource) {
        ObjectMeta metadata = resource.getMetadata();
        return new ResourceInCluster(
                metadata.getNamespace(),
                metadata.getName(),
                Objects.requireNonNullElse(metadata.getLabels(), Map.of()),
                Objects.requireNonNullElse(metadata.getAnnotations(), Map.of()),
                spec(resource));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, ?> spec(GenericKubernetesResource resource) {
        return resource.getAdditionalProperties().get("spec") instanceof Map<?, ?> spec
                ? (Map<String, ?>) spec
                : Map.of();
    }

    private static String sentence(List<Problem> problems) {
        String first =
                problems.stream().limit(MOST_PROBLEMS).map(Problem::toString).collect(Collectors.joining("; "));
        return problems.size() > MOST_PROBLEMS ? first + "; and " + (problems.size() - MOST_PROBLEMS) + " more" : first;
    }
}
