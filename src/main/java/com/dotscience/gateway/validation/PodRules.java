package com.dotscience.gateway.validation;

import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.LocalObjectReference;
import com.dotscience.api.ResourceQuantity;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What may be asked for of pods beside their containers, and of how their images are pulled. */
final class PodRules {

    private static final List<String> PULL_POLICIES = List.of("Always", "IfNotPresent", "Never");

    private PodRules() {}

    /**
     * @param before what was wanted until now
     * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT, naming the field and what is allowed
     */
    static void check(DeploymentSpec asked, DeploymentSpec before) {
        String policy = asked.getImagePullPolicy();
        if (!policy.isEmpty() && !PULL_POLICIES.contains(policy)) {
            throw Syntax.invalid("image pull policy must be one of " + String.join(", ", PULL_POLICIES) + ", not "
                    + Syntax.quoted(policy));
        }
        Set<String> secrets = new HashSet<>();
        for (LocalObjectReference secret : asked.getImagePullSecretsList()) {
            Syntax.DNS_NAME.check("image pull secret", secret.getName());
            if (!secrets.add(secret.getName())) {
                throw Syntax.invalid("image pull secret '" + secret.getName() + "' is given twice");
            }
        }
        asked.getNodeSelectorMap().forEach((key, value) -> {
            Syntax.LABEL_KEY.check("node selector", key);
            Syntax.LABEL_VALUE.check("node selector '" + key + "'", value);
        });
        if (!asked.getSharedMemory().equals(before.getSharedMemory())) {
            checkSharedMemory(asked.getSharedMemory());
        }
    }

    private static void checkSharedMemory(String text) {
        if (text.isEmpty()) {
            return;
        }
        ResourceQuantity size = ResourceQuantity.parse(text)
                .orElseThrow(() -> Syntax.invalid(
                        "shared memory must be " + ResourceQuantity.ALLOWED + ", not " + Syntax.quoted(text)));
        if (!size.isWhole() || size.isZero()) {
            throw Syntax.invalid(
                    "shared memory must be a whole number of bytes above 0, such as 8Gi, not " + Syntax.quoted(text));
        }
    }
}
