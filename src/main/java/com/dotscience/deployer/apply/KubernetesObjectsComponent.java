package com.dotscience.deployer.apply;

import io.fabric8.kubernetes.client.KubernetesClient;
import org.apache.camel.component.kubernetes.AbstractKubernetesComponent;
import org.apache.camel.component.kubernetes.AbstractKubernetesEndpoint;
import org.apache.camel.component.kubernetes.KubernetesConfiguration;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.CamelContextHelper;

/**
 * The component {@code kubernetes-objects:}, beside camel-kubernetes' own: {@code kubernetes-objects:client?operation=…}
 * with the client in the registry. It writes objects of any kind, each with one request, and says what the API server
 * said: the object returned is the body, and what it refuses is a {@code KubernetesClientException} with its code and
 * message.
 *
 * <p>The operations are those of {@link ObjectOperation}; they come from the option {@code operation} or, without it,
 * from the header {@code CamelKubernetesOperation}.
 */
@Component("kubernetes-objects")
public final class KubernetesObjectsComponent extends AbstractKubernetesComponent {

    /** Autowires the client, which for its own components Camel does with generated code. */
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
