package com.dotscience.deployer.apply;

import com.dotscience.deployer.plan.Action;
import com.dotscience.deployer.plan.Change;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Locale;

/** What an API server lets nobody change in an object that is there, such as the selector by which a Deployment knows its pods. */
final class Unchangeable {

    private static final int INVALID = 422;

    /** In the words of its validation, which has no other sign of it. */
    private static final List<String> WORDS = List.of(
            "is immutable",
            "may not change once set",
            "may not be changed",
            "can not be unset",
            "`selector` does not match template `labels`");

    private Unchangeable() {}

    /** What a person can do about a refusal, to be said behind its words; empty where it is for another reason. */
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
