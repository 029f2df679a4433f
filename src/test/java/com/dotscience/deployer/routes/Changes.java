package com.dotscience.deployer.routes;

import com.dotscience.deployer.plan.Action;
import com.dotscience.deployer.plan.Change;
import com.dotscience.deployer.plan.Kind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** Changes to send, and what the API server may say to them. */
final class Changes {

    private Changes() {}

    static Change change(String id, Kind kind, Action action) {
        return new Change(id, kind, action, object(kind, id, "5"), "[]", "a test");
    }

    static HasMetadata object(Kind kind, String name, String resourceVersion) {
        HasMetadata object = switch (kind) {
            case DEPLOYMENT -> new DeploymentBuilder().withNewSpec().endSpec().build();
            case SERVICE -> new ServiceBuilder().build();
            case INGRESS -> new IngressBuilder().build();
            case HORIZONTAL_POD_AUTOSCALER -> new HorizontalPodAutoscalerBuilder().build();
            case POD_DISRUPTION_BUDGET -> new PodDisruptionBudgetBuilder().build();
            case HTTP_ROUTE -> new HTTPRouteBuilder().build();
        };
        object.setMetadata(new ObjectMetaBuilder()
                .withNamespace("models")
                .withName(name)
                .withUid("uid-of-" + name)
                .withResourceVersion(resourceVersion)
                .build());
        return object;
    }

    static KubernetesClientException refused(int code, String message) {
        return new KubernetesClientException(
                message,
                code,
                new StatusBuilder()
                        .withStatus("Failure")
                        .withCode(code)
                        .withMessage(message)
                        .build());
    }
}
