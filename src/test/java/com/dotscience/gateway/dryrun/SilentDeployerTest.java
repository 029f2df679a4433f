package com.dotscience.gateway.dryrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.api.DryRunAnswer;
import com.dotscience.api.DryRunRequest;
import com.dotscience.api.IngressUrl;
import com.dotscience.api.management.DryRunDeploymentResponse;
import com.dotscience.gateway.store.RegisteredDeployer;
import com.dotscience.gateway.stream.Streams;
import com.dotscience.testing.Pure;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@Pure
class SilentDeployerTest {

    private final RegisteredDeployer minikube =
            new RegisteredDeployer("m", "minikube", "", "", "1.2.3", "", IngressUrl.USUAL, 0, 0);
    private final Streams streams = new Streams(nanoseconds -> {});
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Stream<DryRunRequest> questions = new Stream<>();
    private final Stream<DryRunDeploymentResponse> asker = new Stream<>();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void aDeployerThatDoesNotAnswerIsNotWaitedForLongerThanThat() {
        DryRuns dryRuns = asked(Duration.ofMillis(50));

        await().until(() -> asker.failure != null);
        assertThat(asker.failure)
                .returns(Status.Code.UNAVAILABLE, Status::getCode)
                .returns(
                        "deployer 'minikube' did not answer within 0 s: try again in a moment", Status::getDescription);
        dryRuns.answer("m", answer());
        assertThat(asker.messages).isEmpty();
    }

    @Test
    void anAnswerToWhoHasGoneGoesNowhere() {
        DryRuns dryRuns = asked(Duration.ofHours(1));

        asker.cancelled.run();
        dryRuns.answer("m", answer());

        assertThat(asker.messages).isEmpty();
        assertThat(asker.failure).isNull();
    }

    @Test
    void aGatewayThatStopsSaysSo() {
        asked(Duration.ofHours(1)).close();

        assertThat(asker.failure)
                .returns(Status.Code.UNAVAILABLE, Status::getCode)
                .returns("the Gateway is shutting down: try again in a moment", Status::getDescription);
    }

    private DryRuns asked(Duration timeout) {
        streams.dryRuns().subscribe("m", "", questions, () -> {}, Optional::of).open();
        DryRuns dryRuns = new DryRuns(streams, timer, timeout);
        dryRuns.ask(minikube, Deployment.getDefaultInstance(), asker);
        return dryRuns;
    }

    private DryRunAnswer answer() {
        return DryRunAnswer.newBuilder()
                .setTxId(questions.messages.get(0).getTxId())
                .build();
    }

    /** A call that is always ready, and writes down what it is given. */
    private static final class Stream<T> extends ServerCallStreamObserver<T> {

        private final List<T> messages = new ArrayList<>();
        private volatile Status failure;
        private Runnable cancelled = () -> {};

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public void setOnCancelHandler(Runnable handler) {
            cancelled = handler;
        }

        @Override
        public void setCompression(String compression) {}

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setOnReadyHandler(Runnable handler) {}

        @Override
        public void request(int count) {}

        @Override
        public void setMessageCompression(boolean enable) {}

        @Override
        public void disableAutoInboundFlowControl() {}

        @Override
        public void onNext(T message) {
            messages.add(message);
        }

        @Override
        public void onError(Throwable why) {
            failure = Status.fromThrowable(why);
        }

        @Override
        public void onCompleted() {}
    }
}
