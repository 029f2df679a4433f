package com.dotscience.cli.connection;

import com.dotscience.api.CallerMetadata;
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
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/** A client of the management API of a Gateway. */
public final class ManagementClient implements AutoCloseable {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    /** A list of 10,000 model deployments has about 5 MB, and the default limit of gRPC is 4 MB. */
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
                // While ds follows a silent log, only a missing answer to these pings shows that the Gateway has gone.
                .keepAliveTime(20, TimeUnit.SECONDS)
                .build();
        var headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + settings.token());
        headers.put(CallerMetadata.KEY, settings.caller().getBytes(StandardCharsets.UTF_8));
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

    /** Returns the address of the Gateway. */
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
            // A command that asks again must not wait out the back-off of gRPC, which grows to two minutes.
            channel.resetConnectBackoff();
            throw GatewayFailures.of(e, settings);
        }
    }

    /**
     * Makes one call that older Gateways do not know. The error then says that the Gateway is too old.
     *
     * @throws DsException if it fails
     */
    public <T> T callIfSupported(Function<ManagementBlockingStub, T> request) {
        try {
            return call(request);
        } catch (DsException e) {
            throw GatewayFailures.isOf(Status.Code.UNIMPLEMENTED, e) ? GatewayFailures.tooOld(settings, e) : e;
        }
    }

    /**
     * Makes a call that is answered by a stream of messages, until the stream or the consumer ends.
     *
     * @param consumer gets each message, and returns false to end the stream
     * @throws DsException if it fails
     */
    public <T> void stream(Function<ManagementBlockingStub, Iterator<T>> request, Predicate<T> consumer) {
        try {
            Iterator<T> messages = request.apply(management);
            while (messages.hasNext() && consumer.test(messages.next())) {}
        } catch (StatusRuntimeException e) {
            throw GatewayFailures.of(e, settings);
        }
    }

    /** Closes the connection and ends its threads. The exit of the JVM would wait 0.3 s for a thread that is reading. */
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
