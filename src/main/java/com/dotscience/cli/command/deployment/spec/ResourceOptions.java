package com.dotscience.cli.command.deployment.spec;

import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.ResourceQuantity;
import com.dotscience.api.ResourceRequirements;
import com.dotscience.cli.output.DsException;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** How much the model gets of its node; null is what was not given. */
final class ResourceOptions {

    private static final String USUAL_GPU = "nvidia.com/gpu";

    @Option(
            names = "--cpu",
            paramLabel = "N[:MOST]",
            description =
                    "How many processors the model is guaranteed, such as 2 or 500m, and the most it gets, as much"
                            + " unless it is given; '' for no word. Default: no word.")
    private String cpu;

    @Option(
            names = "--memory",
            paramLabel = "N[:MOST]",
            description =
                    "How much memory, in the same way, such as 8Gi. A model that takes more than the most is ended.")
    private String memory;

    @Option(
            names = "--gpu",
            paramLabel = "[NAME=]N",
            arity = "1",
            description = "How many devices, of the resource " + USUAL_GPU
                    + " unless another is named; 0 for none. Can be" + " given more than once. Default: none.")
    private String[] gpus = {};

    @Option(
            names = "--shared-memory",
            paramLabel = "N",
            description =
                    "How much memory the model's processes may share, at /dev/shm, such as 8Gi; it counts as memory of"
                            + " the model. '' for what the container runtime gives. Default: that, 64Mi as a rule.")
    private String sharedMemory;

    boolean isEmpty() {
        return gpus.length == 0 && Stream.of(cpu, memory, sharedMemory).allMatch(Objects::isNull);
    }

    /** @throws DsException if an option is wrong */
    void applyTo(DeploymentSpec.Builder model) {
        if (isEmpty()) {
            return;
        }
        if (sharedMemory != null) {
            if (!sharedMemory.isEmpty()) {
                quantity("--shared-memory", sharedMemory);
            }
            model.setSharedMemory(sharedMemory);
        }
        ResourceRequirements.Builder resources = model.getResourcesBuilder();
        share(resources, "--cpu", "cpu", cpu);
        share(resources, "--memory", "memory", memory);
        for (String gpu : gpus) {
            device(resources, gpu);
        }
        if (resources.getLimitsCount() + resources.getRequestsCount() == 0) {
            model.clearResources();
        }
    }

    private static void share(ResourceRequirements.Builder resources, String option, String name, String given) {
        if (given == null) {
            return;
        }
        if (given.isEmpty()) {
            resources.removeRequests(name).removeLimits(name);
            return;
        }
        int colon = given.indexOf(':');
        String least = colon < 0 ? given : given.substring(0, colon);
        String most = given.substring(colon + 1);
        if (quantity(option, least).compareTo(quantity(option, most)) > 0) {
            throw DsException.usage(option + ": " + least + " is more than the most, " + most);
        }
        resources.putRequests(name, least).putLimits(name, most);
    }

    private static void device(ResourceRequirements.Builder resources, String given) {
        int equals = given.indexOf('=');
        String name = equals < 0 ? USUAL_GPU : given.substring(0, equals);
        String number = given.substring(equals + 1);
        ResourceQuantity quantity = quantity("--gpu", number);
        if (name.isEmpty() || !quantity.isWhole()) {
            throw DsException.usage("--gpu: '" + given + "' is neither a whole number nor NAME=N");
        }
        resources.removeRequests(name).removeLimits(name);
        if (!quantity.isZero()) {
            resources.putLimits(name, number);
        }
    }

    private static ResourceQuantity quantity(String option, String text) {
        return ResourceQuantity.parse(text)
                .orElseThrow(() ->
                        DsException.usage(option + ": '" + text + "' is no " + ResourceQuantity.ALLOWED.substring(2)));
    }
}
