package com.dotscience.deployer.calls;

import com.dotscience.clock.SteadyClock;
import io.fabric8.kubernetes.client.http.HttpClient;
import java.time.Duration;

/**
 * Makes HTTP clients for fabric8 that send nothing while the API server asks for a pause: no list, no watch, no log, no
 * write. A request then fails at once with {@link RetryAfterException}, so that no thread waits for it. A watch on which the API
 * server does not even answer to a ping any more fails as well.
 */
public final class ApiServerHttpClientFactory implements HttpClient.Factory {

    private final HttpClient.Factory clients;
    private final RetryAfter retryAfter;
    private final Unanswered unanswered;

    /**
     * @param clients makes the clients that send
     * @param longest the longest pause, even if the API server asks for a longer one
     * @param unanswered is told whether requests are answered
     */
    public ApiServerHttpClientFactory(HttpClient.Factory clients, Duration longest, Unanswered unanswered) {
        this(clients, new RetryAfter(longest, SteadyClock.ofProcess()), unanswered);
    }

    ApiServerHttpClientFactory(HttpClient.Factory clients, RetryAfter retryAfter, Unanswered unanswered) {
        this.clients = clients;
        this.retryAfter = retryAfter;
        this.unanswered = unanswered;
    }

    @Override
    public HttpClient.Builder newBuilder() {
        return ApiServerProxy.of(HttpClient.Builder.class, clients.newBuilder(), retryAfter, unanswered);
    }
}
