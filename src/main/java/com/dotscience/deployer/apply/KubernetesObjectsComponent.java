package com.dotscience.deployer.apply;

import io.fabric8.kubernetes.client.KubernetesClient;
import org.apache.camel.component.kubernetes.AbstractKubernetesComponent;
import org.apache.camel.component.kubernetes.AbstractKubernetesEndpoint;
import org.apache.camel.component.kubernetes.KubernetesConfiguration;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.CamelContextHelper;

/**
 * The component {@code kubernetes-objects:}, which stands beside camel-kubernetes' own components:
 * {@code kubernetes-objects:client?operation=…} with the client in the registry. It writes an object of any kind with one
 * request, and passes on the API server's answer: the returned object becomes the body, and a refusal is thrown as a
 * {@code KubernetesClientException} with its code and message.
 *
 * <p>The operations are those of {@link ObjectOperation}; they come from the option {@code operation} or, without it,
 * from the header {@code CamelKubernetesOperation}.
 */
@Component("kubernetes-objects")
public final class KubernetesObjectsComponent extends AbstractKubernetesComponent {

    /** Autowires the client by hand, because Camel generates this code for its own components only. */
    @Override
    protected void doInit() throws Exception {
        super.doInit();
        if (getKubernetesClient() == null) {
            setKubernetesClient(CamelContextHelper.findSingleByType(getCamelContext(), KubernetesClient.class));
        }
    }

    @Override
    protected AbstractKubernetesEndpoint doCreateEndpoint(
            String uri, String remaining, KubernetesConfiguration configuration) {
        return new KubernetesObjectsEndpoint(uri, this, configuration);
    }
}
