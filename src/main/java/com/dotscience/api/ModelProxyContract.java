package com.dotscience.api;

/**
 * What a pod tells its model-proxy, and where the model-proxy answers: known to the deployer, which writes pods, to
 * {@code ds}, which gives defaults, and to the model-proxy itself. The first four variables, the ports and the first two
 * paths are those of the Go program's model-proxy and never change: pods that it made run with ours.
 */
public final class ModelProxyContract {

    /** The model's server: {@code http://HOST:PORT}. */
    public static final String MODEL_ADDRESS = "TF_SERVING_ADDR";

    /** The port of predictions; {@link #DEFAULT_PORT} where it is not set. */
    public static final String PORT = "TF_SERVING_PROXY_PORT";

    /** The classes to count, as JSON: an object of names by index or of indexes by name, or a list of names. */
    public static final String CLASSES = "TF_CLASSES";

    /** The id of the model deployment. */
    public static final String DEPLOYMENT_ID = "DEPLOYMENT_ID";

    /** The port of {@link #HEALTH_PATH}, {@link #METRICS_PATH} and {@link #DRAINED_PATH}; {@link #DEFAULT_API_PORT}. */
    public static final String API_PORT = "TF_SERVING_PROXY_API_PORT";

    /** The IP address at which both ports are; all of the pod's where it is not set. */
    public static final String LISTEN_ADDRESS = "LISTEN_ADDRESS";

    /** The name under which the model's server serves it; {@link #DEFAULT_MODEL_NAME}. */
    public static final String MODEL_NAME = "MODEL_NAME";

    /** The pod's {@code terminationGracePeriodSeconds}; {@link #DEFAULT_TERMINATION_GRACE_PERIOD_SECONDS}. */
    public static final String TERMINATION_GRACE_PERIOD_SECONDS = "TERMINATION_GRACE_PERIOD_SECONDS";

    /** The path of the model's own metrics; TensorFlow Serving's where it is not set. */
    public static final String MODEL_METRICS_PATH = "MODEL_METRICS_PATH";

    /** The port of the model's own metrics; that of {@link #MODEL_ADDRESS} where it is not set. */
    public static final String MODEL_METRICS_PORT = "MODEL_METRICS_PORT";

    /** Where requests and answers are sent as CloudEvents; nowhere where it is not set. */
    public static final String RECORD_URL = "RECORD_URL";

    /** How many of a hundred requests are recorded, 1 to 100; all where it is not set. */
    public static final String RECORD_PERCENT = "RECORD_PERCENT";

    /**
     * Up to how many bytes of a request or an answer are recorded, 1 to {@link #MOST_RECORD_MAX_BYTES};
     * {@link #DEFAULT_RECORD_MAX_BYTES}.
     */
    public static final String RECORD_MAX_BYTES = "RECORD_MAX_BYTES";

    /** The last part of its image's name, in whatever registry. */
    public static final String IMAGE_NAME = "dotscience-model-proxy";

    public static final int DEFAULT_PORT = 9501;

    public static final int DEFAULT_API_PORT = 9502;

    public static final String DEFAULT_MODEL_NAME = "model";

    public static final int DEFAULT_RECORD_MAX_BYTES = 65_536;

    /** More would not fit into the memory of a sidecar. */
    public static final int MOST_RECORD_MAX_BYTES = 1_048_576;

    /** In MiB: what it is given at least and at most; more than it was ever seen to use. */
    public static final int DEFAULT_MEMORY_MIB = 96;

    /** In MiB. */
    public static final int MOST_MEMORY_MIB = 1_000_000;

    /** Kubernetes' own default. */
    public static final int DEFAULT_TERMINATION_GRACE_PERIOD_SECONDS = 30;

    /** 200 while the model can answer, else 503; a JSON body says why. */
    public static final String HEALTH_PATH = "/health";

    /** Prometheus' text format. */
    public static final String METRICS_PATH = "/api/metrics";

    /** For {@code preStop.httpGet} of the model's container: answered once the model-proxy has drained. */
    public static final String DRAINED_PATH = "/drained";

    private ModelProxyContract() {}
}
