package com.dotscience.deployer.apply;

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

/** What {@code kubernetes-objects:} can do. Each is one request to the API server. */
enum ObjectOperation {
    /** Creates the object; 409 if there is one of that name. */
    CREATE("createObject") {
        @Override
        HasMetadata run(KubernetesClient client, HasMetadata object, String patch) {
            return client.resource(object).create();
        }
    },

    /** Applies a JSON Patch (RFC 6902); 409 if the patch names a resourceVersion that is not the object's any more. */
    PATCH("patchObject") {
        @Override
        HasMetadata run(KubernetesClient client, HasMetadata object, String patch) {
            return client.resource(nameOf(object)).patch(PatchContext.of(PatchType.JSON), patch);
        }
    },

    /**
     * Deletes the object of this uid, and in the background what belongs to it. That it is not there any more is no
     * error; 409 if another one is there. Returns the object if something holds it back, else null.
     */
    DELETE("deleteObject") {
        /** By hand, since fabric8's own delete knows no uid as precondition, and does not tell what was returned. */
        @Override
        HasMetadata run(KubernetesClient client, HasMetadata object, String patch) {
            var options = new DeleteOptionsBuilder()
                    .withPropagationPolicy(DeletionPropagation.BACKGROUND.toString())
                    .withNewPreconditions()
                    .withUid(object.getMetadata().getUid())
                    .endPreconditions()
                    .build();
            try {
                String answer = client.raw(path(object), "DELETE", options);
                return stillThere(client.getKubernetesSerialization().unmarshal(answer));
            } catch (KubernetesClientException e) {
                // A proxy that finds no API server says so, too.
                if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND && WriteFailure.isOfTheApiServer(e)) {
                    return null;
                }
                throw e;
            }
        }
    },

    /** Reads the object; null if there is none. */
    GET("getObject") {
        @Override
        HasMetadata run(KubernetesClient client, HasMetadata object, String patch) {
            return client.resource(object).get();
        }
    };

    private final String option;

    ObjectOperation(String option) {
        this.option = option;
    }

    abstract HasMetadata run(KubernetesClient client, HasMetadata object, String patch);

    static ObjectOperation of(String option) {
        return Arrays.stream(values())
                .filter(operation -> operation.option.equals(option))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown operation " + option + ": use one of "
                        + Arrays.stream(values()).map(each -> each.option).collect(Collectors.joining(", "))));
    }

    /** The object without what is in it: fabric8 makes a copy of all that is, to know which one is patched. */
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

    /** The answer is a Status, or the object: as it last was, or marked for deletion while a finalizer holds it. */
    private static HasMetadata stillThere(Object answer) {
        return answer instanceof HasMetadata object && object.isMarkedForDeletion() ? object : null;
    }
}
