package com.dotscience.deployer.apply;

import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.kubernetes.AbstractKubernetesEndpoint;
import org.apache.camel.component.kubernetes.KubernetesConfiguration;
import org.apache.camel.support.PropertyBindingSupport;

/**
 * The endpoint {@code kubernetes-objects:masterUrl?options}. It has the options of camel-kubernetes, so that operators
 * need to learn no others.
 */
final class KubernetesObjectsEndpoint extends AbstractKubernetesEndpoint {

    KubernetesObjectsEndpoint(String uri, KubernetesObjectsComponent component, KubernetesConfiguration configuration) {
        super(uri, component, configuration);
    }

    /** Sets the options on the configuration by hand, because Camel generates this code for its own components only. */
    @Override
    public void configureProperties(Map<String, Object> options) {
        PropertyBindingSupport.bindProperties(getCamelContext(), getConfiguration(), options);
        super.configureProperties(options);
    }

    @Override
    public Producer createProducer() {
        return new KubernetesObjectsProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("kubernetes-objects: writes only; cluster:events tells what changed");
    }
}
