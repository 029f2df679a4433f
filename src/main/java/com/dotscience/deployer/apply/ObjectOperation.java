package com.dotscience.deployer.apply;

import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The operations of {@code kubernetes-objects:}. Each makes one request to the API server, so that it either happens as
 * a whole or not at all.
 */
enum ObjectOperation {
    /** Creates the object. It fails with 409 if there is one of that name. */
    CREATE("createObject") {
        @Override
        HasMetadata run(KubernetesClient client, HasMetadata object, String patch) {
            return client.resource(object).create();
        }

        @Override
        HasMetadata dryRun(KubernetesClient client, HasMetadata object, String patch) {
            return client.resource(object).dryRun().create();
        }
    },

    /**
     * Applies a JSON Patch (RFC 6902). It fails with 409 if the patch names a resourceVersion that the object no longer
     * has.
     */
    PATCH("patchObject") {
        @Override
        HasMetadata run(KubernetesClient client, HasMetadata object, String patch) {
            return client.resource(nameOf(object)).patch(PatchContext.of(PatchType.JSON), patch);
        }

        @Override
        HasMetadata dryRun(KubernetesClient client, HasMetadata object, String patch) {
            return client.resource(nameOf(object)).dryRun().patch(PatchContext.of(PatchType.JSON), patch);
        }
    },

    /**
     * Deletes the object of this uid, and in the background whatever it owns. It is no error if the object is already
     * gone; it fails with 409 if an object with another uid is there. Returns the object if a finalizer holds it back,
     * else null.
     */
    DELETE("deleteObject") {
        /**
         * Sends the request by hand, because fabric8's own delete has no uid as a precondition and does not return the
         * answer.
         */
        @Override
        HasMetadata run(KubernetesClient client, HasMetadata object, String patch) {
            return delete(client, object, path(object), options(object).build());
        }

        @Override
        HasMetadata dryRun(KubernetesClient client, HasMetadata object, String patch) {
            // The API server goes by the options; the query shows people who read its audit log that it was a dry run.
            return delete(
                    client,
                    object,
                    path(object) + "?dryRun=" + DRY_RUN,
                    options(object).withDryRun(DRY_RUN).build());
        }

        private DeleteOptionsBuilder options(HasMetadata object) {
            return new DeleteOptionsBuilder()
                    .withPropagationPolicy(DeletionPropagation.BACKGROUND.toString())
                    .withNewPreconditions()
                    .withUid(object.getMetadata().getUid())
                    .endPreconditions();
        }

        private HasMetadata delete(KubernetesClient client, HasMetadata object, String uri, DeleteOptions options) {
            try {
                String answer = client.raw(uri, "DELETE", options);
                return stillThere(client.getKubernetesSerialization().unmarshal(answer));
            } catch (KubernetesClientException e) {
                // A proxy that finds no API server answers 404 too, and then the object may still exist.
                if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND && WriteFailure.isOfTheApiServer(e)) {
                    return null;
                }
                throw e;
            }
        }
    },

    /** Reads the object. Returns null if there is none. */
    GET("getObject") {
        @Override
        HasMetadata run(KubernetesClient client, HasMetadata object, String patch) {
            return client.resource(object).get();
        }

        @Override
        HasMetadata dryRun(KubernetesClient client, HasMetadata object, String patch) {
            return run(client, object, patch);
        }
    };

    private static final String DRY_RUN = "All";

    private final String option;

    ObjectOperation(String option) {
        this.option = option;
    }

    abstract HasMetadata run(KubernetesClient client, HasMetadata object, String patch);

    /** Does the same without storing anything. */
    abstract HasMetadata dryRun(KubernetesClient client, HasMetadata object, String patch);

    static ObjectOperation of(String option) {
        return Arrays.stream(values())
                .filter(operation -> operation.option.equals(option))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown operation " + option + ": use one of "
                        + Arrays.stream(values()).map(each -> each.option).collect(Collectors.joining(", "))));
    }

    /**
     * Returns an object with the name only, because fabric8 copies the whole object that it is given although it needs
     * only the name.
     */
    private static HasMetadata nameOf(HasMetadata object) {
        try {
            HasMetadata name = object.getClass().getDeclaredConstructor().newInstance();
            name.setMetadata(new ObjectMetaBuilder()
                    .withNamespace(object.getMetadata().getNamespace())
                    .withName(object.getMetadata().getName())
                    .build());
            return name;
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("No object of fabric8's model: " + object.getClass(), e);
        }
    }

    private static String path(HasMetadata object) {
        ObjectMeta metadata = object.getMetadata();
        String api = object.getApiVersion().contains("/") ? "/apis/" : "/api/";
        return api + object.getApiVersion() + "/namespaces/" + metadata.getNamespace() + "/" + object.getPlural() + "/"
                + metadata.getName();
    }

    /**
     * Returns the object if a finalizer still holds it. The answer to a delete is either a Status, or the object: its
     * last state, or marked for deletion while a finalizer holds it.
     */
    private static HasMetadata stillThere(Object answer) {
        return answer instanceof HasMetadata object && object.isMarkedForDeletion() ? object : null;
    }
}
