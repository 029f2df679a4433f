package com.dotscience.deployer.manifest;

import com.dotscience.api.ClusterContract;
import com.dotscience.api.IngressSpec;
import java.util.Map;
import java.util.TreeMap;

/** The annotations of an Ingress: what its controller needs to be told for predictions, and what is asked for. */
public final class IngressAnnotations {

    private static final String NGINX_CLASS = "nginx";

    /**
     * These annotations allow large and long requests, because predictions can be both. The values are those of the Go
     * program.
     */
    private static final Map<String, String> NGINX = Map.of(
            "nginx.ingress.kubernetes.io/proxy-body-size", "0",
            "nginx.ingress.kubernetes.io/proxy-read-timeout", "600",
            "nginx.ingress.kubernetes.io/proxy-send-timeout", "600",
            "nginx.ingress.kubernetes.io/proxy-buffering", "off",
            "nginx.ingress.kubernetes.io/proxy-max-temp-file-size", "1024m");

    private IngressAnnotations() {}

    /**
     * Returns the annotations. What is asked for goes before the deployer's own choice.
     *
     * @throws InvalidModelDeploymentException if an annotation is asked for that the deployer sets
     */
    static Map<String, String> of(IngressSpec asked, IngressClassForm form) {
        Map<String, String> annotations = new TreeMap<>();
        if (asked.getClass_().equals(NGINX_CLASS)) {
            annotations.putAll(NGINX);
        }
        asked.getAnnotationsMap().forEach((key, value) -> {
            if (isOurs(key)) {
                throw new InvalidModelDeploymentException(
                        "ingress.annotations", "has the key " + key + ", which the deployer sets: choose another key");
            }
            annotations.put(key, value);
        });
        if (form == IngressClassForm.ANNOTATION && !asked.getClass_().isEmpty()) {
            annotations.put(IngressClassForm.ANNOTATION_NAME, asked.getClass_());
        }
        return annotations;
    }

    /** Returns those of an Ingress that somebody has asked for. */
    public static Map<String, String> askedFor(Map<String, String> there, String ingressClass) {
        Map<String, String> asked = new TreeMap<>(there);
        asked.keySet().removeIf(IngressAnnotations::isOurs);
        if (ingressClass.equals(NGINX_CLASS)) {
            asked.entrySet().removeAll(NGINX.entrySet());
        }
        return asked;
    }

    private static boolean isOurs(String key) {
        return key.startsWith(ClusterContract.PREFIX)
                || key.equals(ClusterContract.NAME_ANNOTATION)
                || key.equals(ClusterContract.ID)
                || key.equals(IngressClassForm.ANNOTATION_NAME);
    }
}
