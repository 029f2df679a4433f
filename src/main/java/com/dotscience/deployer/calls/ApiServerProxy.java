package com.dotscience.deployer.calls;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/**
 * A proxy for one of fabric8's HTTP clients, for its builders and those of its web sockets, and for every such object
 * that they make. It sends nothing while the API server asks for a pause, and gives each web socket a {@link Heartbeat}. (It is
 * no interceptor of fabric8, because an interceptor could only throw. The informers expect a failed future instead, and would end.)
 */
final class ApiServerProxy implements InvocationHandler {

    private static final Set<String> SENDS = Set.of("sendAsync", "consumeBytes", "buildAsync");

    private final Object real;
    private final RetryAfter retryAfter;
    private final Unanswered unanswered;

    private ApiServerProxy(Object real, RetryAfter retryAfter, Unanswered unanswered) {
        this.real = real;
        this.retryAfter = retryAfter;
        this.unanswered = unanswered;
    }

    static <T> T of(Class<T> type, Object real, RetryAfter retryAfter, Unanswered unanswered) {
        return type.cast(Proxy.newProxyInstance(
                ApiServerProxy.class.getClassLoader(),
                new Class<?>[] {type},
                new ApiServerProxy(real, retryAfter, unanswered)));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (SENDS.contains(method.getName())) {
            var until = retryAfter.until();
            return until.isPresent()
                    ? CompletableFuture.failedFuture(new RetryAfterException(until.get()))
                    : ((CompletableFuture<?>) call(method, withHeartbeat(arguments))).whenComplete(this::answered);
        }
        Object result = call(method, arguments);
        if (result == real) {
            return proxy;
        }
        return result instanceof HttpClient
                        || result instanceof HttpClient.DerivedClientBuilder
                        || result instanceof WebSocket.Builder
                ? of(method.getReturnType(), result, retryAfter, unanswered)
                : result;
    }

    private static Object[] withHeartbeat(Object[] arguments) {
        return Stream.of(arguments)
                .map(argument -> argument instanceof WebSocket.Listener listener ? new Heartbeat(listener) : argument)
                .toArray();
    }

    private Object call(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void answered(Object answer, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        HttpResponse<?> response =
                cause instanceof WebSocketHandshakeException handshake ? handshake.getResponse() : response(answer);
        if (failure == null || response != null) {
            unanswered.answered();
        } else {
            unanswered.failed(failure);
        }
        String header = response == null ? null : response.header("Retry-After");
        if (header != null && response.code() >= 400) {
            retryAfter.received(header);
        }
    }

    private static HttpResponse<?> response(Object answer) {
        return answer instanceof HttpResponse<?> response ? response : null;
    }
}
