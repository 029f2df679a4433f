package com.dotscience.deployer.gateway;

import com.dotscience.api.DeployerGrpc;
import com.dotscience.api.DeployerGrpc.DeployerBlockingStub;
import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentFilter;
import com.dotscience.api.DryRunAnswer;
import com.dotscience.api.DryRunRequest;
import com.dotscience.api.DryRunsFilter;
import com.dotscience.api.GetDeploymentsResponse;
import com.dotscience.api.LogsFilter;
import com.dotscience.api.LogsRequest;
import com.dotscience.api.UpdateDeployerRequest;
import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.deployer.logs.LogSource;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The connection to the Gateway. All calls share one channel, and their metadata say which deployer calls.
 *
 * <p>The program creates it once at the start and binds it; the component {@code gateway:} uses and closes it. It dials
 * nothing before the first call.
 */
public final class GatewayClient implements AutoCloseable {

    private static final Duration CLOSING = Duration.ofSeconds(1);

    private final GatewayOptions options;
    private final TokenCredentials credentials;
    private final ManagedChannel channel;
    private final Link link;
    private final WithoutLease withoutLease = new WithoutLease();
    private final Announcement announcement;
    private final Set<LogCall> logCalls = ConcurrentHashMap.newKeySet();
    private final List<ReportListener> listeners = new CopyOnWriteArrayList<>();

    /**
     * @param kubernetesVersion asks the API server for its version; may block and fail, which holds up nothing
     * @param clusterTrouble why the API server is not heard, a sentence for people; empty while it is
     * @param hold why no object of a model deployment is written, a sentence for people; empty while they are
     * @param participation how this deployer agrees with others which of them writes
     * @throws IllegalArgumentException if the address or the CA file is unusable; the message says how
     */
    public GatewayClient(
            GatewayOptions options,
            Supplier<String> kubernetesVersion,
            Supplier<Optional<String>> clusterTrouble,
            Supplier<Optional<String>> hold,
            Supplier<Participation> participation) {
        this.options = options;
        this.credentials =
                new TokenCredentials(options.token(), options.identityIsSet(), options.version(), participation);
        this.channel = GatewayChannel.open(options);
        this.link = new Link(
                options.address(),
                options.timing().keepAlive().plus(options.timing().keepAliveTimeout()));
        this.announcement = new Announcement(
                options,
                credentials,
                () -> stub(options.timing().call()),
                kubernetesVersion,
                () -> facts(options, clusterTrouble.get(), hold.get(), participation.get()),
                withoutLease);
    }

    private static UpdateDeployerRequest facts(
            GatewayOptions options,
            Optional<String> clusterTrouble,
            Optional<String> hold,
            Participation participation) {
        return UpdateDeployerRequest.newBuilder()
                .setIngressUrl(options.ingressUrl().pattern())
                .setClusterTrouble(clusterTrouble.orElse(""))
                .setHold(hold.orElse(""))
                .setStandingBy(participation.standingBy().orElse(""))
                .setAlone(participation.alone().orElse(""))
                .build();
    }

    /** Returns the version of another deployer with the same token that writes without a Lease; empty if the Gateway knows of none. */
    public Optional<String> withoutLease() {
        return withoutLease.version();
    }

    /** Adds a listener, which is called with every connection, every loss of one and every answer to a report from now on. */
    public void addListener(ReportListener listener) {
        listeners.add(listener);
    }

    /**
     * Returns what the last connection revealed about this deployer's identity; empty until the Gateway was reached
     * once. The object is the same one as before while nothing in it changes.
     */
    public Optional<IdentityHints> identityHints() {
        return announcement.identityHints();
    }

    public GatewayState state() {
        return link.state();
    }

    /** Returns for how long nothing has come from the Gateway; zero while there is a connection. */
    public Duration silence() {
        return link.silence();
    }

    /** Returns how long the connection has been up; zero if it is down. */
    Duration uptime() {
        GatewayState now = state();
        return now.connected() ? Duration.between(now.since(), Instant.now()) : Duration.ZERO;
    }

    GatewayOptions.Timing timing() {
        return options.timing();
    }

    GetDeploymentsResponse list() throws GatewayException {
        int asking = withoutLease.asking();
        GetDeploymentsResponse list =
                call(() -> stub(timing().list()).listDeployments(DeploymentFilter.getDefaultInstance()));
        withoutLease.told(asking, list.getWithoutLease());
        // The token may have changed by now, without a new connection.
        announcement.refreshIdentityHints();
        return list;
    }

    void report(UpdateDeploymentRequest report) throws GatewayException {
        try {
            call(() -> stub(timing().call()).updateDeployment(report));
        } catch (GatewayUnavailableException e) {
            throw e;
        } catch (GatewayException e) {
            listeners.forEach(listener -> listener.refused(report));
            throw e;
        }
        listeners.forEach(listener -> listener.sent(report));
    }

    /**
     * Dials again and announces this deployer.
     *
     * @throws StatusRuntimeException if the Gateway cannot be reached or refuses
     */
    void announce() {
        // gRPC has a back-off of its own, and fails with the last error until it is over. Leaving it skips that
        // back-off, because this deployer decides itself when to dial again.
        channel.enterIdle();
        announcement.send();
    }

    /** Announces this deployer again, because the Gateway has more to answer than before. */
    void announceAgain() {
        try {
            announcement.send();
        } catch (StatusRuntimeException e) {
            // Every list, and the next connection, bring the same.
        }
    }

    GatewayStream<Deployment> deployments() {
        return open(DeployerGrpc.getStreamDeploymentsMethod(), DeploymentFilter.getDefaultInstance());
    }

    GatewayStream<LogsRequest> logRequests() {
        return open(DeployerGrpc.getStreamLogRequestsMethod(), LogsFilter.getDefaultInstance());
    }

    GatewayStream<DryRunRequest> dryRuns() {
        return open(DeployerGrpc.getStreamDryRunsMethod(), DryRunsFilter.getDefaultInstance());
    }

    void answer(DryRunAnswer answer) throws GatewayException {
        call(() -> stub(timing().call()).sendDryRun(answer));
    }

    private <Q, T> GatewayStream<T> open(MethodDescriptor<Q, T> method, Q filter) {
        ClientCall<Q, T> call = call(method);
        GatewayStream<T> stream = new GatewayStream<>(call);
        call.start(stream, new Metadata());
        call.sendMessage(filter);
        call.halfClose();
        return stream;
    }

    /** Sends logs as fast as the Gateway accepts them, until they end or the Gateway cancels the call. */
    void send(LogSource logs) throws InterruptedException {
        LogCall call = new LogCall(call(DeployerGrpc.getSendLogsMethod()), logs);
        logCalls.add(call);
        try {
            call.run(timing().call());
        } finally {
            logCalls.remove(call);
        }
    }

    /** Ends every call of {@link #send} that is under way. */
    void endLogs() {
        logCalls.forEach(LogCall::end);
    }

    private <Q, T> ClientCall<Q, T> call(MethodDescriptor<Q, T> method) {
        return channel.newCall(method, CallOptions.DEFAULT.withCallCredentials(credentials));
    }

    void established() {
        link.up();
        announcement.connected();
        listeners.forEach(ReportListener::connected);
    }

    /** @return whether the token was refused, so that the next attempt can wait */
    boolean lost(Exception failure) {
        CallFailure callFailure = CallFailure.of(failure, credentials);
        if (callFailure.refused()) {
            link.refused(callFailure, timing().refusedRetry());
        } else {
            link.down(callFailure);
        }
        listeners.forEach(ReportListener::lost);
        return callFailure.refused();
    }

    private DeployerBlockingStub stub(Duration deadline) {
        return DeployerGrpc.newBlockingStub(channel)
                .withCallCredentials(credentials)
                .withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
    }

    private <T> T call(Supplier<T> call) throws GatewayException {
        try {
            return call.get();
        } catch (StatusRuntimeException e) {
            // The cause is left out, because it adds nothing and could contain the token.
            CallFailure callFailure = CallFailure.of(e, credentials);
            String message = "The Gateway at " + options.address() + " did not answer: " + callFailure.message();
            throw state().connected() && callFailure.code() != Status.Code.UNAVAILABLE
                    ? new GatewayException(message)
                    : new GatewayUnavailableException(message);
        }
    }

    /** Ends every call and closes the connection, within a second. */
    @Override
    public void close() {
        announcement.close();
        channel.shutdownNow();
        try {
            channel.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
