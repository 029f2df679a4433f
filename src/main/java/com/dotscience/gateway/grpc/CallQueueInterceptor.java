package com.dotscience.gateway.grpc;

import com.dotscience.gateway.grpc.limits.CallQueue;
import com.dotscience.gateway.grpc.limits.QueuedCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Queues the calls of each deployer, so that a deployer costs the Gateway only a few messages at a time and a bounded number of
 * writes a second, whatever it sends. A call that waits is not read: its message stays with the sender. A call is refused only
 * where hundreds of the same deployer wait.
 *
 * <p>The more model deployments a deployer has, the more reports it may send: it may report all of them at once, as after a lost
 * connection, and again every ten seconds, as the Go program does.
 */
final class CallQueueInterceptor implements ServerInterceptor {
    private static final String LIST = "ListDeployments";

    private final ScheduledExecutorService timer;
    private final Map<String, CallQueue> calls = new ConcurrentHashMap<>();
    private final Map<String, CallQueue> lists = new ConcurrentHashMap<>();

    CallQueueInterceptor(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /** Charges a deployer for the list that it was just sent, and allows it as many reports as it has model deployments. */
    void recordList(String deployerId, int modelDeployments, int bytes) {
        calls(deployerId).resize(CallQueue.Size.ofCalls(modelDeployments));
        lists(deployerId).charge(bytes);
    }

    private CallQueue calls(String deployerId) {
        return calls.computeIfAbsent(deployerId, id -> new CallQueue(CallQueue.Size.ofCalls(0), timer));
    }

    private CallQueue lists(String deployerId) {
        return lists.computeIfAbsent(deployerId, id -> new CallQueue(CallQueue.Size.OF_LISTS, timer));
    }

    @Override
    public <A, B> ServerCall.Listener<A> interceptCall(
            ServerCall<A, B> call, Metadata metadata, ServerCallHandler<A, B> next) {
        if (call.getMethodDescriptor().getType() == MethodType.CLIENT_STREAMING) {
            // The Gateway requests log lines one by one (see LogRelay), so they need no queue.
            return next.startCall(call, metadata);
        }
        String deployer = Caller.KEY.get().deployer().id();
        boolean isList = LIST.equals(call.getMethodDescriptor().getBareMethodName());
        QueuedCall<A, B> queued = new QueuedCall<>(call, isList ? lists(deployer) : calls(deployer));
        if (!queued.enqueue()) {
            throw Status.RESOURCE_EXHAUSTED
                    .withDescription("this deployer has more than " + CallQueue.MAX_WAITING
                            + " calls waiting: send fewer at a time, and this one again in a moment")
                    .asRuntimeException();
        }
        return queued.listener(next.startCall(queued, metadata));
    }
}
