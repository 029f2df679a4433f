package com.dotscience.gateway.dryrun;

import com.dotscience.api.Deployment;
import com.dotscience.api.DryRunAnswer;
import com.dotscience.api.DryRunRequest;
import com.dotscience.api.management.DryRunDeploymentResponse;
import com.dotscience.gateway.store.RegisteredDeployer;
import com.dotscience.gateway.stream.Hub;
import com.dotscience.gateway.stream.Streams;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** The questions that deployers have not answered yet. A deployer can answer only those that were put to it. */
public final class DryRuns {
    /** This is shorter than ds waits for any answer, so that the sentence arrives. */
    public static final Duration TIMEOUT = Duration.ofSeconds(12);

    /** More questions at a time are refused, so that deployers that never answer fill no memory. */
    static final int MAX_OPEN = 1_000;

    private record Question(
            RegisteredDeployer deployer, StreamObserver<DryRunDeploymentResponse> asker, ScheduledFuture<?> timeout) {

        void fail(Status why) {
            timeout.cancel(false);
            asker.onError(why.asRuntimeException());
        }
    }

    private final Streams streams;
    private final ScheduledExecutorService timer;
    private final Duration timeout;
    private final Map<String, Question> open = new ConcurrentHashMap<>();

    /** @param timeout how long a deployer may take to answer */
    public DryRuns(Streams streams, ScheduledExecutorService timer, Duration timeout) {
        this.streams = streams;
        this.timer = timer;
        this.timeout = timeout;
    }

    /**
     * Asks a deployer what it would do if this were wanted of it.
     *
     * @param asked what would be wanted; {@code deleted} if it would not be wanted any more
     * @throws io.grpc.StatusRuntimeException if the deployer cannot be asked; the message says why
     */
    public void ask(RegisteredDeployer deployer, Deployment asked, StreamObserver<DryRunDeploymentResponse> asker) {
        refuseIfUnreachable(deployer);
        if (open.size() >= MAX_OPEN) {
            throw Status.RESOURCE_EXHAUSTED
                    .withDescription("too many dry runs wait for their deployers: try again in a moment")
                    .asRuntimeException();
        }
        String id = UUID.randomUUID().toString();
        ScheduledFuture<?> late =
                timer.schedule(() -> fail(id, silent(deployer)), timeout.toNanos(), TimeUnit.NANOSECONDS);
        open.put(id, new Question(deployer, asker, late));
        ((ServerCallStreamObserver<DryRunDeploymentResponse>) asker).setOnCancelHandler(() -> forget(id));
        hub().publish(
                        deployer.id(),
                        id,
                        DryRunRequest.newBuilder()
                                .setTxId(id)
                                .setDeployment(asked)
                                .build());
    }

    private Hub<DryRunRequest> hub() {
        return streams.dryRuns();
    }

    private void refuseIfUnreachable(RegisteredDeployer deployer) {
        if (hub().reaches(deployer.id())) {
            return;
        }
        if (streams.deployments().reaches(deployer.id())) {
            throw Status.FAILED_PRECONDITION
                    .withDescription("deployer '" + deployer.name() + "' (version " + deployer.version()
                            + ") cannot say what it would do: a dry run in its cluster needs a newer one, with the route"
                            + " dry-run-requests")
                    .asRuntimeException();
        }
        throw Status.UNAVAILABLE
                .withDescription("deployer '" + deployer.name()
                        + "' is offline: what it would do in its cluster can be asked when it is connected again")
                .asRuntimeException();
    }

    private Status silent(RegisteredDeployer deployer) {
        return Status.UNAVAILABLE.withDescription("deployer '" + deployer.name() + "' did not answer within "
                + timeout.toSeconds() + " s: try again in a moment");
    }

    /** Takes an answer of a deployer. One to no open question of this deployer goes nowhere. */
    public void answer(String deployerId, DryRunAnswer answer) {
        Question question = open.get(answer.getTxId());
        if (question == null
                || !question.deployer().id().equals(deployerId)
                || !open.remove(answer.getTxId(), question)) {
            return;
        }
        if (!answer.getError().isEmpty()) {
            question.fail(Status.FAILED_PRECONDITION.withDescription(
                    "deployer '" + question.deployer().name() + "': " + answer.getError()));
            return;
        }
        question.timeout().cancel(false);
        question.asker()
                .onNext(DryRunDeploymentResponse.newBuilder().setAnswer(answer).build());
        question.asker().onCompleted();
    }

    private void forget(String id) {
        Question question = open.remove(id);
        if (question != null) {
            question.timeout().cancel(false);
        }
    }

    private void fail(String id, Status why) {
        Question question = open.remove(id);
        if (question != null) {
            question.fail(why);
        }
    }

    /** Ends the open questions to one deployer. */
    public void end(String deployerId, Status why) {
        open.forEach((id, question) -> {
            if (question.deployer().id().equals(deployerId)) {
                fail(id, why);
            }
        });
    }

    /** Ends all open questions, because the Gateway stops. */
    public void close() {
        Status why = Status.UNAVAILABLE.withDescription("the Gateway is shutting down: try again in a moment");
        open.keySet().forEach(id -> fail(id, why));
    }
}
