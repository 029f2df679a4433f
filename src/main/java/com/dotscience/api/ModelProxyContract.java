package com.dotscience.api;

import java.util.regex.Pattern;

/**
 * The environment variables, ports and paths of the model-proxy. The deployer writes them into pods, {@code ds} uses the defaults, and
 * the model-proxy reads them. The first four variables, the ports and the first two paths are those of the Go program's
 * model-proxy and never change, because pods that the Go program created run with this one.
 */
public final class ModelProxyContract {

    /** The model's server: {@code http://HOST:PORT}. */
    public static final String MODEL_ADDRESS = "TF_SERVING_ADDR";

    /** The port for predictions; {@link #DEFAULT_PORT} if it is not set. */
    public static final String PORT = "TF_SERVING_PROXY_PORT";

    /** The classes to count, as JSON: an object of names by index or of indexes by name, or a list of names. */
    public static final String CLASSES = "TF_CLASSES";

    /** The id of the model deployment. */
    public static final String DEPLOYMENT_ID = "DEPLOYMENT_ID";

    /** The port of {@link #HEALTH_PATH}, {@link #METRICS_PATH} and {@link #DRAINED_PATH}; {@link #DEFAULT_API_PORT}. */
    public static final String API_PORT = "TF_SERVING_PROXY_API_PORT";

    /** The IP address that both ports listen on; all addresses of the pod if it is not set. */
    public static final String LISTEN_ADDRESS = "LISTEN_ADDRESS";

    /** The name under which the model's server serves it; {@link #DEFAULT_MODEL_NAME}. */
    public static final String MODEL_NAME = "MODEL_NAME";

    /** The pod's {@code terminationGracePeriodSeconds}; {@link #DEFAULT_TERMINATION_GRACE_PERIOD_SECONDS}. */
    public static final String TERMINATION_GRACE_PERIOD_SECONDS = "TERMINATION_GRACE_PERIOD_SECONDS";

    /** The path of the model's own metrics; that of TensorFlow Serving if it is not set. */
    public static final String MODEL_METRICS_PATH = "MODEL_METRICS_PATH";

    /** The port of the model's own metrics; that of {@link #MODEL_ADDRESS} if it is not set. */
    public static final String MODEL_METRICS_PORT = "MODEL_METRICS_PORT";

    /** The URL that gets requests and responses as CloudEvents; nothing is recorded if it is not set. */
    public static final String RECORD_URL = "RECORD_URL";

    /** The percentage of requests that are recorded, 1 to 100; all are if it is not set. */
    public static final String RECORD_PERCENT = "RECORD_PERCENT";

    /**
     * The size in bytes of the largest request or response that is recorded, 1 to {@link #MOST_RECORD_MAX_BYTES};
     * {@link #DEFAULT_RECORD_MAX_BYTES}.
     */
    public static final String RECORD_MAX_BYTES = "RECORD_MAX_BYTES";

    /** The last part of its image's name, which is the same in every registry. */
    public static final String IMAGE_NAME = "dotscience-model-proxy";

    public static final int DEFAULT_PORT = 9501;

    public static final int DEFAULT_API_PORT = 9502;

    public static final String DEFAULT_MODEL_NAME = "model";

    public static final int DEFAULT_RECORD_MAX_BYTES = 65_536;

    /** The upper bound of {@link #RECORD_MAX_BYTES}; larger bodies do not fit into the memory of a sidecar. */
    public static final int MOST_RECORD_MAX_BYTES = 1_048_576;

    /** Its memory request and limit in MiB, which is more than any measured use. */
    public static final int DEFAULT_MEMORY_MIB = 96;

    /** The most memory that can be set, in MiB. */
    public static final int MOST_MEMORY_MIB = 1_000_000;

    /** The default of Kubernetes. */
    public static final int DEFAULT_TERMINATION_GRACE_PERIOD_SECONDS = 30;

    /** The path of the health: 200 while the model can serve predictions, else 503, with the reason in a JSON body. */
    public static final String HEALTH_PATH = "/health";

    /** The path of the metrics, in Prometheus' text format. */
    public static final String METRICS_PATH = "/api/metrics";

    /** The path for {@code preStop.httpGet} of the model's container; it responds once the model-proxy has drained. */
    public static final String DRAINED_PATH = "/drained";

    /** The keys of the pods' annotations by which Prometheus finds the metrics of a model-proxy. */
    public static final String SCRAPE_ANNOTATION = "prometheus.io/scrape";

    public static final String SCRAPE_PATH_ANNOTATION = "prometheus.io/path";
    public static final String SCRAPE_PORT_ANNOTATION = "prometheus.io/port";

    private static final Pattern IMAGE = Pattern.compile("(.*/)?" + IMAGE_NAME + "([:@].*)?");

    private ModelProxyContract() {}

    /** Returns whether an image is of this project's model-proxy, whoever serves it: of that it is known how much memory it needs. */
    public static boolean isImage(String image) {
        return IMAGE.matcher(image).matches();
    }
}
