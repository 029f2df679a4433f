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

    private Capability() {}
}
