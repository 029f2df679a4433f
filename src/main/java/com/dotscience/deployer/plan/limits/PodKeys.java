package com.dotscience.deployer.plan.limits;

import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.IngressSpec;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Finds what pods and Ingresses are given under a key that others read: tolerations of taints, annotations and labels. It finds
 * them both in what is asked for and in what exists, in the same form, since comparing the two shows what is new.
 */
final class PodKeys {

    /**
     * One such thing.
     *
     * @param text all of it
     */
    record Keyed(String key, String text) {}

    private PodKeys() {}

    static Stream<Keyed> tolerations(DeploymentSpec asked) {
        return asked.getTolerationsList().stream()
                .map(each -> new Keyed(each.getKey(), toleration(each.getKey(), each.getValue(), each.getEffect())));
    }

    static Stream<Keyed> annotations(DeploymentSpec asked) {
        return entries(asked.getPodAnnotationsMap());
    }

    static Stream<Keyed> annotations(IngressSpec asked) {
        return entries(asked.getAnnotationsMap());
    }

    static Stream<Keyed> labels(DeploymentSpec asked) {
        return entries(asked.getPodLabelsMap());
    }

    static Stream<String> tolerations(PodSpec there) {
        return there.getTolerations().stream()
                .map(each -> toleration(orEmpty(each.getKey()), orEmpty(each.getValue()), orEmpty(each.getEffect())));
    }

    static Stream<String> annotations(ObjectMeta there) {
        return entries(there.getAnnotations()).map(Keyed::text);
    }

    static Stream<String> labels(ObjectMeta there) {
        return entries(there.getLabels()).map(Keyed::text);
    }

    /** Returns the toleration as kubectl writes a taint. */
    private static String toleration(String key, String value, String effect) {
        return key + (value.isEmpty() ? "" : "=" + value) + (effect.isEmpty() ? "" : ":" + effect);
    }

    private static Stream<Keyed> entries(Map<String, String> map) {
        return Objects.requireNonNullElse(map, Map.<String, String>of()).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> new Keyed(each.getKey(), each.getKey() + "=" + each.getValue()));
    }

    private static String orEmpty(String text) {
        return Objects.requireNonNullElse(text, "");
    }
}
