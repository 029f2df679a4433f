package com.dotscience.deployer.apply;

import static org.apache.camel.component.kubernetes.KubernetesConstants.KUBERNETES_DEPLOYMENTS_ANNOTATIONS;
import static org.apache.camel.component.kubernetes.KubernetesConstants.KUBERNETES_DEPLOYMENTS_LABELS;
import static org.apache.camel.component.kubernetes.KubernetesConstants.KUBERNETES_DEPLOYMENT_NAME;
import static org.apache.camel.component.kubernetes.KubernetesConstants.KUBERNETES_DEPLOYMENT_SPEC;
import static org.apache.camel.component.kubernetes.KubernetesConstants.KUBERNETES_NAMESPACE_NAME;

import com.dotscience.deployer.plan.Change;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Writes a change that creates a Deployment into the headers from which the component {@code kubernetes-deployments:}
 * creates it.
 */
public final class DeploymentHeaders implements Processor {

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException {
        Message message = exchange.getMessage();
        Deployment deployment =
                (Deployment) message.getMandatoryBody(Change.class).object();
        message.setHeader(KUBERNETES_NAMESPACE_NAME, deployment.getMetadata().getNamespace());
        message.setHeader(KUBERNETES_DEPLOYMENT_NAME, deployment.getMetadata().getName());
        message.setHeader(
                KUBERNETES_DEPLOYMENTS_LABELS, deployment.getMetadata().getLabels());
        message.setHeader(
                KUBERNETES_DEPLOYMENTS_ANNOTATIONS, deployment.getMetadata().getAnnotations());
        message.setHeader(KUBERNETES_DEPLOYMENT_SPEC, deployment.getSpec());
    }
}
