package com.dotscience.deployer.calls;

import io.fabric8.kubernetes.client.http.HttpClient;
import java.time.Clock;
import java.time.Duration;

/**
 * Makes HTTP clients for fabric8 that send nothing while the API server asks for a pause: no list, no watch, no log, no
 * write. A request then fails at once with {@link RetryAfterException}, so that no thread waits for it.
 */
public final class RetryAfterHttpClientFactory implements HttpClient.Factory {

    private final HttpClient.Factory clients;
    private final RetryAfter retryAfter;

    /**
     * @param clients makes the clients that send
     * @param longest the longest pause, even if the API server asks for a longer one
     */
    public RetryAfterHttpClientFactory(HttpClient.Factory clients, Duration longest) {
        this(clients, new RetryAfter(longest, Clock.systemUTC()));
    }

    RetryAfterHttpClientFactory(HttpClient.Factory clients, RetryAfter retryAfter) {
        this.clients = clients;
        this.retryAfter = retryAfter;
    }

    @Override
    public HttpClient.Builder newBuilder() {
        return RetryAfterProxy.of(HttpClient.Builder.class, clients.newBuilder(), retryAfter);
    }
}
