package com.dotscience.cli.connection;

import com.dotscience.api.management.ManagementGrpc;
import com.dotscience.api.management.ManagementGrpc.ManagementBlockingStub;
import com.dotscience.cli.output.DsException;
import com.dotscience.cli.output.ExitCode;
import com.dotscience.dialing.GatewayProxy;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/** A connection to the Gateway's management API. */
public final class ManagementClient implements AutoCloseable {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    /** A list of 10,000 model deployments has about 5 MB; gRPC's own limit is 4 MB. */
    private static final int MAX_MESSAGE_BYTES = 256 << 20;

    private static final long DEADLINE_SECONDS = 15;

    private final Settings settings;
    private final ManagedChannel channel;
    private final ManagementBlockingStub management;

    public ManagementClient(Settings settings) {
        this.settings = settings;
        Address gateway = settings.gateway();
        this.channel = OkHttpChannelBuilder.forAddress(gateway.host(), gateway.port(), credentials(settings))
                .proxyDetector(new GatewayProxy(settings.proxies()))
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                // Whoever follows a log of few words hears so that the Gateway has gone.
                .keepAliveTime(20, TimeUnit.SECONDS)
                .build();
        var headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + settings.token());
        this.management = ManagementGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    private static ChannelCredentials credentials(Settings settings) {
        if (settings.gateway().plaintext()) {
            return InsecureChannelCredentials.create();
        }
        var tls = TlsChannelCredentials.newBuilder();
        settings.ca().ifPresent(ca -> {
            try {
                tls.trustManager(ca.toFile());
            } catch (IOException e) {
                throw new DsException(ExitCode.USAGE, "the file " + ca + " cannot be read: " + e.getMessage(), e);
            }
        });
        return tls.build();
    }

    /** Where it leads. */
    public Address address() {
        return settings.gateway();
    }

    /**
     * Makes one call.
     *
     * @throws DsException if it fails
     */
    public <T> T call(Function<ManagementBlockingStub, T> request) {
        try {
            return request.apply(management.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS));
        } catch (StatusRuntimeException e) {
            throw GatewayFailures.of(e, settings);
        }
    }

    /**
     * Makes one call that Gateways of before it was thought of do not know.
     *
     * @throws DsException if it fails
     */
    public <T> T newCall(Function<ManagementBlockingStub, T> request) {
        try {
            return call(request);
        } catch (DsException e) {
            throw GatewayFailures.isOf(Status.Code.UNIMPLEMENTED, e) ? GatewayFailures.tooOld(settings, e) : e;
        }
    }

    /**
     * Makes a call that is answered by many messages, for as long as they come and are wanted.
     *
     * @param take says whether it wants more
     * @throws DsException if it fails
     */
    public <T> void stream(Function<ManagementBlockingStub, Iterator<T>> request, Predicate<T> take) {
        try {
            Iterator<T> messages = request.apply(management);
            while (messages.hasNext() && take.test(messages.next())) {}
        } catch (StatusRuntimeException e) {
            throw GatewayFailures.of(e, settings);
        }
    }

    /** Ends the connection's threads: the JVM's exit waits 0.3 s for one that is still reading. */
    @Override
    public void close() {
        channel.shutdownNow();
        try {
            channel.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
