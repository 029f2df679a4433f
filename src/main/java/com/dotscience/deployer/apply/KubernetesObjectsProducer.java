package com.dotscience.deployer.apply;

import com.dotscience.deployer.plan.Change;
import io.fabric8.kubernetes.api.model.HasMetadata;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kubernetes.AbstractKubernetesEndpoint;
import org.apache.camel.component.kubernetes.KubernetesHelper;
import org.apache.camel.support.DefaultProducer;

/**
 * Sends one request for a {@link Change}, or for an object alone if the operation needs no patch, and puts the returned
 * object into the body.
 */
final class KubernetesObjectsProducer extends DefaultProducer {

    private final AbstractKubernetesEndpoint endpoint;

    KubernetesObjectsProducer(AbstractKubernetesEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public void process(Exchange exchange) {
        ObjectOperation operation = ObjectOperation.of(KubernetesHelper.extractOperation(endpoint, exchange));
        Message message = exchange.getMessage();
        HasMetadata answer;
        if (message.getBody() instanceof Change change) {
            answer = operation.run(endpoint.getKubernetesClient(), change.object(), change.patch());
        } else if (message.getBody() instanceof HasMetadata object && operation != ObjectOperation.PATCH) {
            answer = operation.run(endpoint.getKubernetesClient(), object, "");
        } else {
            throw new IllegalArgumentException(
                    "The body must be a Change, or an object where there is nothing to patch");
        }
        message.setBody(answer);
    }
}
