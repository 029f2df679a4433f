package com.dotscience.gateway.registry;

import com.dotscience.gateway.store.RegisteredDeployer;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/**
 * Refuses to rotate the token of a deployer whose identity is derived from the token: with another token it would no longer
 * recognize the objects that it made. A deployer announces {@link Capability#IDENTITY} when its identity is set in its cluster and
 * does not depend on the token. The identity that the Gateway sends is used only by version 0.1.0.
 */
public final class TokenIdentity {
    private final Presence presence;

    public TokenIdentity(Presence presence) {
        this.presence = presence;
    }

    /** Whether the deployer announced with its last call that its identity is set. */
    public boolean isSet(RegisteredDeployer deployer) {
        return presence.announces(Capability.IDENTITY, deployer.id());
    }

    /**
     * Refuses to rotate the token of a deployer whose identity depends on it, or may. A deployer that never called owns nothing yet.
     *
     * @throws StatusRuntimeException FAILED_PRECONDITION; the message says what to do first
     */
    public void refuse(RegisteredDeployer deployer) {
        boolean called = presence.seenAt(deployer.id(), deployer.seenAt()) > 0;
        if (called && !isSet(deployer)) {
            throw Status.FAILED_PRECONDITION.withDescription(reason(deployer)).asRuntimeException();
        }
    }

    private String reason(RegisteredDeployer deployer) {
        String name = "deployer '" + deployer.name() + "'";
        if (!presence.hasCalled(deployer.id())) {
            return name
                    + " was not heard of since the Gateway started, so that nobody knows whether its identity is the md5"
                    + " of its token: wait until it is online, or force it and give it its identity "
                    + deployer.identity() + " with the new token";
        }
        String dependent = "the identity of " + name + version(deployer)
                + " is the md5 of its token, so that with another" + " it would take nothing that runs for its own: ";
        return presence.announces(Capability.TOMBSTONES, deployer.id())
                ? dependent + "put identity=" + deployer.identity() + " beside the token in its Secret"
                        + " (DEPLOYER_IDENTITY where it has none), upgrade it if it does not know that yet, and ask again"
                        + " once it has told the Gateway, which takes a minute or two; or force it and give it both at once"
                : dependent
                        + "put this project's deployer in its place, which goes on with what runs ('ds deployer manifest "
                        + deployer.name()
                        + "' writes it with the identity), and ask again; or force it and do that with"
                        + " the new token";
    }

    private static String version(RegisteredDeployer deployer) {
        return deployer.version().isEmpty() ? "" : " (version " + deployer.version() + ")";
    }
}
