package com.dotscience.gateway.grpc;

import com.dotscience.gateway.grpc.limits.CallQueue;
import com.dotscience.gateway.grpc.limits.Turn;
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
 * Lets the calls of each deployer take turns, so that one of them, whatever it sends, costs the Gateway no more than a few
 * messages at a time and a bounded number of writes a second. A call whose turn has not come is not read: what it carries
 * waits where it was sent. Nobody is refused but who has hundreds of calls waiting.
 *
 * <p>How many reports there may be depends on how many model deployments there are: all may be reported at once, as after
 * a lost connection, and again every ten seconds, as the Go program does.
 */
final class Turns implements ServerInterceptor {
    private static final String LIST = "ListDeployments";

    private final ScheduledExecutorService timer;
    private final Map<String, CallQueue> calls = new ConcurrentHashMap<>();
    private final Map<String, CallQueue> lists = new ConcurrentHashMap<>();

    Turns(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /** Of one deployer: how much there is to say of its model deployments, and how much the list was that it was just sent. */
    void listed(String deployerId, int modelDeployments, int bytes) {
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
            // Log lines are asked for one by one, see LogRelay.
            return next.startCall(call, metadata);
        }
        String deployer = Caller.KEY.get().deployer().id();
        boolean isList = LIST.equals(call.getMethodDescriptor().getBareMethodName());
        Turn<A, B> turn = new Turn<>(call, isList ? lists(deployer) : calls(deployer));
        if (!turn.queueUp()) {
            throw Status.RESOURCE_EXHAUSTED
                    .withDescription("this deployer has more than " + CallQueue.MAX_WAITING
                            + " calls waiting: send fewer at a time, and this one again in a moment")
                    .asRuntimeException();
        }
        return turn.listener(next.startCall(turn, metadata));
    }
}
