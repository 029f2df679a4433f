package com.dotscience.gateway.grpc.limits;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;

/**
 * A call whose messages are read only once its {@link CallQueue} starts it. Its place in the queue is free again when the call
 * ends; a server stream frees it as soon as it is open, because it may stay open for days.
 */
public final class QueuedCall<A, B> extends SimpleForwardingServerCall<A, B> implements CallQueue.PendingCall {
    private final CallQueue queue;
    private int requested;
    private boolean started;
    private boolean left;

    public QueuedCall(ServerCall<A, B> call, CallQueue queue) {
        super(call);
        this.queue = queue;
    }

    /** @return false if too many calls wait already */
    public boolean enqueue() {
        return queue.add(this);
    }

    @Override
    public void request(int messages) {
        synchronized (this) {
            if (!started) {
                requested += messages;
                return;
            }
        }
        super.request(messages);
    }

    @Override
    public void start() {
        int messages;
        synchronized (this) {
            started = true;
            messages = requested;
        }
        if (messages > 0) {
            super.request(messages);
        }
    }

    private void leaveQueue() {
        synchronized (this) {
            if (left) {
                return;
            }
            left = true;
        }
        queue.remove(this);
    }

    /** Wraps the listener of this call, so that the call leaves the queue when it ends. */
    public ServerCall.Listener<A> listener(ServerCall.Listener<A> listener) {
        return new SimpleForwardingServerCallListener<>(listener) {
            @Override
            public void onHalfClose() {
                try {
                    super.onHalfClose();
                } finally {
                    if (getMethodDescriptor().getType() == MethodType.SERVER_STREAMING) {
                        leaveQueue();
                    }
                }
            }

            @Override
            public void onCancel() {
                leaveQueue();
                super.onCancel();
            }

            @Override
            public void onComplete() {
                leaveQueue();
                super.onComplete();
            }
        };
    }
}
