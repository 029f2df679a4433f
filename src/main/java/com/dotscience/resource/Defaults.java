package com.dotscience.resource;

import com.dotscience.api.ClusterContract;
import com.dotscience.api.Deployment;
import com.dotscience.api.ModelProxyContract;
import com.dotscience.api.Readiness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model deployment is asked to be where a resource does not say. It is the same that {@code ds deployment create} asks for
 * without options.
 *
 * @param proxyImage the image of a model-proxy
 * @param listens whether a model without a model-proxy is ready when it listens: it is the Gateway that gives this to what is new
 */
public record Defaults(String proxyImage, boolean listens) {

    /** The port that a model listens on, and that of its Service. */
    public static final int MODEL_PORT = 8501;

    private static final Readiness LISTENS =
            Readiness.newBuilder().setType("TCP").build();

    /** The ingress controller of the hosts. */
    public static final String INGRESS_CLASS = "webrelay";

    /** Those of a model deployment that is new. */
    public Defaults(String proxyImage) {
        this(proxyImage, false);
    }

    /**
     * Returns these defaults for a model deployment that exists. It keeps a model-proxy of this project although this is another
     * version, because another image would restart its pods, and no file asks for that. For the same reason it keeps the readiness that
     * the Gateway gave it.
     */
    public Defaults keeping(Deployment present) {
        String image = present.getMetrics().getImage();
        String repository = proxyImage.substring(0, proxyImage.lastIndexOf(':') + 1);
        return new Defaults(
                image.startsWith(repository) ? image : proxyImage,
                present.getDeployment().getReadiness().equals(LISTENS));
    }

    /** Returns a tree with what it does not say, and what it says as it is. */
    Map<String, Object> complete(Map<?, ?> tree) {
        Map<String, Object> all = copy(tree);
        Map<String, Object> metadata = copy(all.get("metadata"));
        metadata.putIfAbsent("namespace", "default");
        Map<String, Object> spec = copy(all.get("spec"));
        spec.putIfAbsent("replicas", 1L);
        spec.putIfAbsent("ports", List.of((long) MODEL_PORT));
        boolean hasProxy = completeProxy(spec);
        if (listens && !hasProxy) {
            spec.putIfAbsent("readiness", Map.of("type", LISTENS.getType()));
        }
        completeIngress(spec);
        completeService(spec, hasProxy);
        all.put("metadata", metadata);
        all.put("spec", spec);
        return all;
    }

    /** Returns whether there is a model-proxy: it needs an image, and something to count or to record. */
    private boolean completeProxy(Map<String, Object> spec) {
        if (spec.get("proxy") == null) {
            return false;
        }
        Map<String, Object> proxy = copy(spec.get("proxy"));
        spec.put("proxy", proxy);
        if (isEmpty(proxy.get("classes")) && isEmpty(proxy.get("recordUrl"))) {
            return false;
        }
        proxy.putIfAbsent("image", proxyImage);
        proxy.putIfAbsent("record", true);
        proxy.putIfAbsent("port", (long) ModelProxyContract.DEFAULT_PORT);
        proxy.putIfAbsent("apiPort", (long) ModelProxyContract.DEFAULT_API_PORT);
        return !isEmpty(proxy.get("image"));
    }

    private static void completeIngress(Map<String, Object> spec) {
        if (spec.get("ingress") != null) {
            Map<String, Object> ingress = copy(spec.get("ingress"));
            if (!isEmpty(ingress.get("host")) && isEmpty(ingress.get("routeParents"))) {
                ingress.putIfAbsent("class", INGRESS_CLASS);
            }
            spec.put("ingress", ingress);
        }
    }

    private static void completeService(Map<String, Object> spec, boolean hasProxy) {
        Map<String, Object> service = copy(spec.get("service"));
        if (service.get("ports") == null) {
            service.put("ports", hasProxy ? portsOfProxy(copy(spec.get("proxy"))) : portsOfModel(spec));
        }
        var ports = new ArrayList<Object>();
        for (Object each : (List<?>) service.get("ports")) {
            Map<String, Object> port = copy(each);
            port.putIfAbsent("protocol", "TCP");
            port.putIfAbsent("targetPort", port.get("port"));
            ports.add(port);
        }
        service.put("ports", ports);
        spec.put("service", service);
    }

    private static List<Object> portsOfModel(Map<String, Object> spec) {
        List<?> ports = (List<?>) spec.get("ports");
        return List.of(port(ClusterContract.PREDICTIONS_PORT, MODEL_PORT, ports.isEmpty() ? MODEL_PORT : ports.get(0)));
    }

    private static List<Object> portsOfProxy(Map<String, Object> proxy) {
        Object api = proxy.get("apiPort");
        return List.of(
                port(ClusterContract.PREDICTIONS_PORT, MODEL_PORT, proxy.get("port")), port("proxy-api", api, api));
    }

    private static Map<String, Object> port(String name, Object port, Object target) {
        var all = new LinkedHashMap<String, Object>();
        all.put("name", name);
        all.put("port", port);
        all.put("targetPort", target);
        return all;
    }

    private static boolean isEmpty(Object value) {
        return value == null
                || "".equals(value)
                || value instanceof List<?> list && list.isEmpty()
                || value instanceof Map<?, ?> map && map.isEmpty();
    }

    /** What is null in a file is as if it were not there. */
    private static Map<String, Object> copy(Object map) {
        var copy = new LinkedHashMap<String, Object>();
        if (map instanceof Map<?, ?> entries) {
            entries.forEach((key, value) -> {
                if (value != null) {
                    copy.put(String.valueOf(key), value);
                }
            });
        }
        return copy;
    }
}
