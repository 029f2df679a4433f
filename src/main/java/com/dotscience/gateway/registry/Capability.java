package com.dotscience.gateway.registry;

/** The capabilities that deployers announce in the metadata of their calls, by the names that the protocol gives them. */
public final class Capability {

    /** The deployer knows the settings of a model-proxy. */
    static final String MODEL_PROXY = "model-proxy";

    /** The deployer knows the memory setting of a model-proxy, which was added later. */
    static final String PROXY_MEMORY = "proxy-memory";

    /** The deployer reports when the objects of a removed model deployment are gone, even if another one reported the removal. */
    public static final String REMOVALS = "removals";

    /** The identity of the deployer is set in its cluster, so it stays when the token changes. */
    static final String IDENTITY = "identity";

    /** Every deployer of this project announces this. The Go program does not. */
    public static final String TOMBSTONES = "tombstones";

    /** The deployer follows logs and reads those of one pod. The Go program only reads what is there of all pods. */
    public static final String LOGS = "logs";

    /** The deployer runs another image beside that of a model deployment, for a part of the requests. */
    static final String CANARY = "canary";

    /** The deployer says what it would do without doing it. */
    public static final String DRY_RUN = "dry-run";

    /** The deployer knows the environment, the command and the arguments that a model can be given. */
    static final String ENVIRONMENT = "environment";

    /** The deployer knows how much of a node's resources a model can be given. */
    static final String RESOURCES = "resources";

    /** The deployer knows how images are pulled otherwise than usual. */
    static final String IMAGES = "images";

    /** The deployer knows how much memory processes of a model may share. */
    static final String SHARED_MEMORY = "shared-memory";

    /** The deployer knows on which nodes pods may run. */
    static final String NODE_SELECTOR = "node-selector";

    /** The deployer knows which taints pods tolerate, how they are spread, and how important they are. */
    static final String SCHEDULING = "scheduling";

    /** The deployer knows as which service account pods run. */
    static final String SERVICE_ACCOUNT = "service-account";

    /** The deployer knows as which user a model runs, and what it does without. */
    static final String SECURITY_CONTEXT = "security-context";

    /** The deployer knows volumes that a model reads. */
    static final String VOLUMES = "volumes";

    /** The deployer knows annotations and labels of pods alone. */
    static final String POD_METADATA = "pod-metadata";

    /** The deployer restarts pods when it is asked to. */
    static final String RESTART = "restart";

    /** The deployer knows how it is found out that a model is ready, and how long its start may take. */
    static final String READINESS = "readiness";

    /** The deployer knows how pods drain and end. */
    static final String TERMINATION = "termination";

    /** The deployer knows how new pods take the place of old ones. */
    static final String ROLLOUT = "rollout";

    /** The deployer knows that an Ingress can have a certificate. */
    static final String TLS = "tls";

    /** The deployer knows several hosts, the path and the annotations of an Ingress. */
    static final String HOSTS = "hosts";

    /** The deployer makes an HTTPRoute in place of an Ingress. */
    static final String ROUTE = "route";

    /** The deployer makes a PodDisruptionBudget. */
    static final String BUDGET = "budget";

    /** The deployer makes a HorizontalPodAutoscaler, and leaves the replicas to it. */
    static final String AUTOSCALING = "autoscaling";

    private Capability() {}
}
