package com.dotscience.deployer.apply;

import com.dotscience.deployer.plan.Action;
import com.dotscience.deployer.plan.Change;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Locale;

/**
 * Recognizes a refusal to change an immutable field of an existing object, such as the selector by which a Deployment
 * finds its pods. People then learn what they can do about it.
 */
final class Unchangeable {

    private static final int INVALID = 422;

    /** Parts of the messages of the API server's validation. Its answer has no other sign of an immutable field. */
    private static final List<String> WORDS = List.of(
            "is immutable",
            "may not change once set",
            "may not be changed",
            "can not be unset",
            "`selector` does not match template `labels`");

    private Unchangeable() {}

    /** Returns what a person can do about a refusal, to put after its message; empty if the reason is another one. */
    static String remedy(Change change, Exception error) {
        boolean unchangeable = change.action() != Action.CREATE
                && error instanceof KubernetesClientException refused
                && refused.getCode() == INVALID
                && refused.getStatus() != null
                && refused.getStatus().getMessage() != null
                && WORDS.stream().anyMatch(refused.getStatus().getMessage()::contains);
        return unchangeable
                ? "; it cannot be changed in place. Delete it, and it is made anew as wanted: kubectl delete "
                        + change.kind().toString().toLowerCase(Locale.ROOT) + " " + change.name() + " -n "
                        + change.namespace()
                : "";
    }
}
