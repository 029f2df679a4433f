package com.dotscience.deployer.plan;

import com.dotscience.api.Deployment;
import com.dotscience.deployer.manifest.IngressClassForm;
import com.dotscience.deployer.manifest.ObjectName;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides where an Ingress names its class: in a field or in an annotation, since some ingress controllers read only one of
 * them.
 */
final class IngressClassPlacement {

    private IngressClassPlacement() {}

    /**
     * Returns the form for an Ingress. One that exists keeps its form until its class changes, because its controller may read
     * only that one. The annotation is looked at first: if it were dropped because somebody has set the field as well, Webhook
     * Relay would cut the model off.
     */
    static IngressClassForm form(Deployment wanted, Observed observed, Optional<Set<String>> ingressClasses) {
        String name = wanted.getIngress().getClass_();
        Optional<Ingress> there = there(ObjectName.of(wanted), observed);
        if (there.filter(ingress -> name.equals(annotation(ingress))).isPresent()) {
            return IngressClassForm.ANNOTATION;
        }
        boolean field = there.filter(ingress -> name.equals(ingress.getSpec().getIngressClassName()))
                .isPresent();
        return field || ingressClasses.filter(names -> names.contains(name)).isPresent()
                ? IngressClassForm.FIELD
                : IngressClassForm.ANNOTATION;
    }

    private static Optional<Ingress> there(ObjectName place, Observed observed) {
        ObjectKey key = new ObjectKey(Kind.INGRESS, place.namespace(), place.name());
        return observed.objects().stream()
                .filter(object -> ObjectKey.of(object).equals(key))
                .map(Ingress.class::cast)
                .findFirst();
    }

    private static String annotation(Ingress ingress) {
        Map<String, String> annotations = ingress.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(IngressClassForm.ANNOTATION_NAME);
    }
}
