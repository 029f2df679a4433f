package com.dotscience.gateway.registry;

/** What a deployer announces that it understands, beyond what the Go program does, in the words of the protocol. */
public final class Capability {

    /** It knows all that can be asked of a model-proxy. */
    static final String MODEL_PROXY = "model-proxy";

    /** It knows how much memory a model-proxy can be given, which came later. */
    static final String PROXY_MEMORY = "proxy-memory";

    /** It says of what is being removed that it is gone, also where somebody else reported the removal. */
    public static final String REMOVALS = "removals";

    /** Its identity is set in its cluster, and stays when its token changes. */
    static final String IDENTITY = "identity";

    /** Each of this project says so, and the Go program does not. */
    public static final String TOMBSTONES = "tombstones";

    public static final String LOGS = "logs";

    private Capability() {}
}
