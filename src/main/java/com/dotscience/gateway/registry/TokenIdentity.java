package com.dotscience.gateway.registry;

import com.dotscience.gateway.store.RegisteredDeployer;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/**
 * Whether a deployer's identity hangs on its token: with another one it would take nothing that runs for its own. Only one that
 * says that the owner of its cluster set it goes by something else; the Gateway's word counts for none but those of 0.1.0, and
 * not any more once they are upgraded.
 */
public final class TokenIdentity {
    private final Presence presence;

    public TokenIdentity(Presence presence) {
        this.presence = presence;
    }

    /** Whether it said so when it was last heard of. */
    public boolean isSet(RegisteredDeployer deployer) {
        return presence.announces(Capability.IDENTITY, deployer.id());
    }

    /**
     * Refuses to give another token to one whose identity hangs on it, or may. One that never called has nothing yet.
     *
     * @throws StatusRuntimeException FAILED_PRECONDITION, with the step to take
     */
    public void refuse(RegisteredDeployer deployer) {
        boolean called = presence.seenAt(deployer.id(), deployer.seenAt()) > 0;
        if (called && !isSet(deployer)) {
            throw Status.FAILED_PRECONDITION.withDescription(why(deployer)).asRuntimeException();
        }
    }

    private String why(RegisteredDeployer deployer) {
        String name = "deployer '" + deployer.name() + "'";
        if (!presence.knows(deployer.id())) {
            return name
                    + " was not heard of since the Gateway started, so that nobody knows whether its identity is the md5"
                    + " of its token: wait until it is online, or force it and give it its identity "
                    + deployer.identity() + " with the new token";
        }
        String hangs = "the identity of " + name + version(deployer) + " is the md5 of its token, so that with another"
                + " it would take nothing that runs for its own: ";
        return presence.announces(Capability.TOMBSTONES, deployer.id())
                ? hangs + "put identity=" + deployer.identity() + " beside the token in its Secret"
                        + " (DEPLOYER_IDENTITY where it has none), upgrade it if it does not know that yet, and ask again"
                        + " once it has told the Gateway, which takes a minute or two; or force it and give it both at once"
                : hangs
                        + "put this project's deployer in its place, which goes on with what runs ('ds deployer manifest "
                        + deployer.name()
                        + "' writes it with the identity), and ask again; or force it and do that with"
                        + " the new token";
    }

    private static String version(RegisteredDeployer deployer) {
        return deployer.version().isEmpty() ? "" : " (version " + deployer.version() + ")";
    }
}
