package com.dotscience.gateway.grpc.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.DeployerGrpc;
import com.dotscience.gateway.store.Token;
import com.dotscience.testing.Pure;
import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.health.v1.HealthGrpc;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.local.LocalAddress;
import java.net.SocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls of whoever is not known wait, but not without end. */
@Pure
class CallerExecutorsTest {
    private final FairExecutor lanes = new FairExecutor();
    private final Connections connections = new Connections(() -> {}, () -> 0);
    private final CallerExecutors callers = new CallerExecutors(lanes, connections);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void end() {
        goOn.countDown();
        lanes.close();
    }

    @Test
    void whereTooManyWaitTheConnectionWithTheMostEnds() {
        EmbeddedChannel quiet = open("quiet");
        EmbeddedChannel busy = open("busy");
        Executor lane = call("quiet");
        for (int i = 0; i < 10; i++) {
            call("busy");
        }
        for (int i = 0; i < CallerExecutors.MAX_UNKNOWN_WAITING + 100; i++) {
            lane.execute(this::hang);
        }

        call("quiet");

        assertThat(busy.isOpen()).isFalse();
        assertThat(quiet.isOpen()).isTrue();
    }

    @Test
    void whereTooManyAskForTheHealthTheConnectionWithTheMostEnds() {
        EmbeddedChannel quiet = open("quiet");
        EmbeddedChannel busy = open("busy");
        Executor lane = askForTheHealth("quiet");
        for (int i = 0; i < 10; i++) {
            askForTheHealth("busy");
        }
        for (int i = 0; i < CallerExecutors.MAX_UNKNOWN_WAITING + 100; i++) {
            lane.execute(this::hang);
        }

        askForTheHealth("quiet");

        assertThat(busy.isOpen()).isFalse();
        assertThat(quiet.isOpen()).isTrue();
    }

    @Test
    void whereFewWaitNoneEnds() {
        EmbeddedChannel busy = open("busy");
        for (int i = 0; i < 1_000; i++) {
            call("busy");
        }

        assertThat(busy.isOpen()).isTrue();
    }

    @Test
    void aTokenThatIsTakenBackIsOneThatNobodyKnows() {
        EmbeddedChannel before = open("before");
        Token first = new Token("the-first-token");
        callers.learn(new Call("before"), first, "minikube", 1);
        assertThat(call("before", first)).isNotSameAs(call("before"));

        callers.forget(first);

        assertThat(call("before", first)).isSameAs(call("before"));
        open("after");
        callers.learn(new Call("after"), new Token("the-next-token"), "minikube", 1);
        // Of its caller's it would be the oldest of too many.
        assertThat(before.isOpen()).isTrue();
    }

    private void hang() {
        try {
            goOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private EmbeddedChannel open(String name) {
        EmbeddedChannel channel = new EmbeddedChannel() {
            @Override
            protected SocketAddress remoteAddress0() {
                return new LocalAddress(name);
            }
        };
        channel.pipeline().addLast(new Connection(connections));
        channel.pipeline().fireChannelActive();
        return channel;
    }

    private Executor call(String from) {
        return callers.getExecutor(new Call(from), new Metadata());
    }

    private Executor askForTheHealth(String from) {
        return callers.getExecutor(new Call(from, HealthGrpc.getCheckMethod()), new Metadata());
    }

    private Executor call(String from, Token token) {
        Metadata metadata = new Metadata();
        metadata.put(Metadata.Key.of("token", Metadata.ASCII_STRING_MARSHALLER), token.secret());
        return callers.getExecutor(new Call(from), metadata);
    }

    private static final class Call extends ServerCall<Object, Object> {
        private final String from;
        private final MethodDescriptor<?, ?> method;

        Call(String from) {
            this(from, DeployerGrpc.getListDeploymentsMethod());
        }

        Call(String from, MethodDescriptor<?, ?> method) {
            this.from = from;
            this.method = method;
        }

        @Override
        public Attributes getAttributes() {
            return Attributes.newBuilder()
                    .set(Grpc.TRANSPORT_ATTR_REMOTE_ADDR, new LocalAddress(from))
                    .set(Grpc.TRANSPORT_ATTR_LOCAL_ADDR, new EmbeddedChannel().localAddress())
                    .build();
        }

        @Override
        @SuppressWarnings("unchecked")
        public MethodDescriptor<Object, Object> getMethodDescriptor() {
            return (MethodDescriptor<Object, Object>) method;
        }

        @Override
        public void request(int messages) {}

        @Override
        public void sendHeaders(Metadata headers) {}

        @Override
        public void sendMessage(Object message) {}

        @Override
        public void close(Status status, Metadata trailers) {}

        @Override
        public boolean isCancelled() {
            return false;
        }
    }
}
