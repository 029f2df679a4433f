package com.dotscience.gateway.grpc;

import com.dotscience.api.management.CreateDeployerRequest;
import com.dotscience.api.management.CreateDeployerResponse;
import com.dotscience.api.management.DeleteDeployerRequest;
import com.dotscience.api.management.DeleteDeployerResponse;
import com.dotscience.api.management.GetInstallManifestRequest;
import com.dotscience.api.management.GetInstallManifestResponse;
import com.dotscience.api.management.LabelDeployerRequest;
import com.dotscience.api.management.LabelDeployerResponse;
import com.dotscience.api.management.ListDeployersRequest;
import com.dotscience.api.management.ListDeployersResponse;
import com.dotscience.gateway.dryrun.DryRuns;
import com.dotscience.gateway.install.InstallManifest;
import com.dotscience.gateway.install.InstallParameters;
import com.dotscience.gateway.logs.LogRelay;
import com.dotscience.gateway.registry.LeaseClaims;
import com.dotscience.gateway.registry.Presence;
import com.dotscience.gateway.registry.Registry;
import com.dotscience.gateway.registry.ShownDeployers;
import com.dotscience.gateway.store.AcceptedTokens;
import com.dotscience.gateway.store.DeployerLabels;
import com.dotscience.gateway.store.Deployers;
import com.dotscience.gateway.store.RegisteredDeployer;
import com.dotscience.gateway.store.Token;
import com.dotscience.gateway.stream.Streams;
import com.dotscience.validation.Syntax;
import io.grpc.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls of the management API about deployers, except those about their tokens. */
final class DeployerCalls {
    private static final Logger LOG = LoggerFactory.getLogger(DeployerCalls.class);

    private final Deployers deployers;
    private final DeployerLabels labels;
    private final AcceptedTokens tokens;
    private final ShownDeployers shown;
    private final Presence presence;
    private final LeaseClaims leaseClaims;
    private final Streams streams;
    private final LogRelay logs;
    private final DryRuns dryRuns;
    private final InstallManifest manifest;

    DeployerCalls(Registry registry, Streams streams, LogRelay logs, DryRuns dryRuns, InstallManifest manifest) {
        this.deployers = registry.deployers();
        this.labels = registry.labels();
        this.tokens = registry.acceptedTokens();
        this.shown = registry.shown();
        this.presence = registry.presence();
        this.leaseClaims = registry.leaseClaims();
        this.streams = streams;
        this.logs = logs;
        this.dryRuns = dryRuns;
        this.manifest = manifest;
    }

    CreateDeployerResponse create(CreateDeployerRequest request) {
        Deployers.Created created = deployers.create(request.getName(), request.getLabelsMap());
        RegisteredDeployer deployer = created.deployer();
        LOG.info("Created deployer {} ({})", deployer.name(), deployer.id());
        return CreateDeployerResponse.newBuilder()
                .setDeployer(shown.of(deployer))
                .setToken(created.token().secret())
                .setIdentity(deployer.identity())
                .build();
    }

    LabelDeployerResponse label(LabelDeployerRequest request) {
        DeployerLabels.Labelled labelled =
                labels.change(request.getDeployer(), request.getSetMap(), request.getRemoveList());
        LOG.info("Changed the labels of deployer {}", labelled.deployer().name());
        return LabelDeployerResponse.newBuilder()
                .setDeployer(labelled.deployer().name())
                .putAllLabels(labelled.labels())
                .build();
    }

    ListDeployersResponse list(ListDeployersRequest request) {
        return ListDeployersResponse.newBuilder().addAllDeployers(shown.all()).build();
    }

    /** Deletes a deployer and ends its streams. What it runs in its cluster stays there. */
    DeleteDeployerResponse delete(DeleteDeployerRequest request) {
        deployers.delete(request.getDeployer(), request.getForce(), deployer -> {
            presence.forget(deployer);
            leaseClaims.forget(deployer.id());
            streams.all().forEach(hub -> hub.end(deployer.id(), DeployerAuthentication.UNKNOWN_TOKEN));
            Status deleted = Status.NOT_FOUND.withDescription("the deployer was deleted");
            logs.end(deployer.id(), deleted);
            dryRuns.end(deployer.id(), deleted);
            LOG.info("Deleted deployer {} ({})", deployer.name(), deployer.id());
        });
        return DeleteDeployerResponse.getDefaultInstance();
    }

    GetInstallManifestResponse installManifest(GetInstallManifestRequest request) {
        InstallParameters parameters = parameters(request, deployers.byId(request.getDeployer()));
        return GetInstallManifestResponse.newBuilder()
                .setManifest(request.getJson() ? manifest.json(parameters) : manifest.yaml(parameters))
                .build();
    }

    private InstallParameters parameters(GetInstallManifestRequest request, RegisteredDeployer deployer) {
        String token = request.getToken();
        InstallParameters given = new InstallParameters(
                token,
                deployer.identity(),
                request.getGateway(),
                request.getNamespace(),
                request.getTag(),
                !request.getNotls());
        if (token.isEmpty()) {
            return given.withoutToken(deployer.name());
        }
        InstallParameters parameters = given.checked();
        if (!tokens.isCurrent(deployer.id(), new Token(token))) {
            throw Syntax.invalid("token must be that of deployer '" + deployer.name() + "', which begins with "
                    + deployer.tokenPrefix());
        }
        return parameters;
    }
}
