package com.dotscience.gateway.grpc.limits;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;

/** One call that is read when its turn has come. The turn is over with the call, or, of a stream, once it is open. */
public final class Turn<A, B> extends SimpleForwardingServerCall<A, B> implements CallQueue.Waiting {
    private final CallQueue queue;
    private int asked;
    private boolean come;
    private boolean over;

    public Turn(ServerCall<A, B> call, CallQueue queue) {
        super(call);
        this.queue = queue;
    }

    /** @return false if too many wait already */
    public boolean queueUp() {
        return queue.add(this);
    }

    @Override
    public void request(int messages) {
        synchronized (this) {
            if (!come) {
                asked += messages;
                return;
            }
        }
        super.request(messages);
    }

    @Override
    public void begin() {
        int before;
        synchronized (this) {
            come = true;
            before = asked;
        }
        if (before > 0) {
            super.request(before);
        }
    }

    private void end() {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
        }
        queue.remove(this);
    }

    public ServerCall.Listener<A> listener(ServerCall.Listener<A> listener) {
        return new SimpleForwardingServerCallListener<>(listener) {
            @Override
            public void onHalfClose() {
                try {
                    super.onHalfClose();
                } finally {
                    if (getMethodDescriptor().getType() == MethodType.SERVER_STREAMING) {
                        end();
                    }
                }
            }

            @Override
            public void onCancel() {
                end();
                super.onCancel();
            }

            @Override
            public void onComplete() {
                end();
                super.onComplete();
            }
        };
    }
}
