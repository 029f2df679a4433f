package com.dotscience.gateway.grpc;

import com.dotscience.api.management.RevokeTokenRequest;
import com.dotscience.api.management.RevokeTokenResponse;
import com.dotscience.api.management.RotateTokenRequest;
import com.dotscience.api.management.RotateTokenResponse;
import com.dotscience.gateway.registry.Presence;
import com.dotscience.gateway.registry.Registry;
import com.dotscience.gateway.registry.ShownDeployers;
import com.dotscience.gateway.registry.TokenExpiry;
import com.dotscience.gateway.registry.TokenIdentity;
import com.dotscience.gateway.registry.TokenStreams;
import com.dotscience.gateway.store.DeployerTokens;
import com.dotscience.gateway.store.RegisteredDeployer;
import io.grpc.Status;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls of the management API about the tokens of deployers. Revoking a token also ends the streams opened with it. */
final class TokenCalls {
    private static final Logger LOG = LoggerFactory.getLogger(TokenCalls.class);

    private static final Status REVOKED = Status.UNAUTHENTICATED.withDescription(
            "unauthorized: this deployer token was revoked; give the one that 'ds deployer rotate-token' shows");

    private final DeployerTokens tokens;
    private final TokenIdentity identity;
    private final TokenStreams streams;
    private final TokenExpiry expiry;
    private final Presence presence;
    private final ShownDeployers shown;

    TokenCalls(Registry registry) {
        this.tokens = registry.tokens();
        this.presence = registry.presence();
        this.identity = new TokenIdentity(presence);
        this.streams = registry.tokenStreams();
        this.expiry = registry.tokenExpiry();
        this.shown = registry.shown();
    }

    RotateTokenResponse rotate(RotateTokenRequest request) {
        Duration overlap = Duration.ofSeconds(request.getOverlapSeconds());
        DeployerTokens.Rotated rotated = tokens.rotate(request.getDeployer(), overlap, deployer -> {
            if (!request.getForce()) {
                identity.refuse(deployer);
            }
        });
        expiry.overlapsChanged();
        RegisteredDeployer deployer = rotated.deployer();
        LOG.info(
                "Rotated the token of deployer {} ({}); the old tokens are accepted for another {} s",
                deployer.name(),
                deployer.id(),
                overlap.toSeconds());
        return RotateTokenResponse.newBuilder()
                .setDeployer(shown.of(deployer))
                .setToken(rotated.token().secret())
                .setIdentity(identity.isSet(deployer) ? "" : deployer.identity())
                .build();
    }

    RevokeTokenResponse revoke(RevokeTokenRequest request) {
        DeployerTokens.Revoked revoked =
                tokens.revoke(request.getDeployer(), request.getWhich(), (deployer, hashes) -> {
                    if (!request.getConfirmed()) {
                        refuseIfOnline(deployer, hashes);
                    }
                });
        RegisteredDeployer deployer = revoked.deployer();
        boolean hasAnother = !deployer.tokenPrefix().isEmpty();
        streams.end(deployer.id(), revoked.hashes(), hasAnother ? TokenExpiry.NOT_ACCEPTED : REVOKED);
        if (!hasAnother) {
            presence.markOffline(deployer.id());
        }
        LOG.info(
                "Revoked {} of deployer {} ({})",
                revoked.hashes().size() == 1 ? "a token" : revoked.hashes().size() + " tokens",
                deployer.name(),
                deployer.id());
        return RevokeTokenResponse.newBuilder()
                .setDeployer(shown.of(deployer))
                .addAllRevoked(revoked.prefixes())
                .build();
    }

    private void refuseIfOnline(RegisteredDeployer deployer, Set<String> hashes) {
        if (presence.calledWith(hashes, deployer.id()) && presence.isOnline(deployer.id(), deployer.seenAt())) {
            throw Status.FAILED_PRECONDITION
                    .withDescription(
                            "deployer '" + deployer.name() + "' is online with that token and would be cut off:"
                                    + " what runs in its cluster stays, and nothing changes there until it has another token")
                    .asRuntimeException();
        }
    }
}
