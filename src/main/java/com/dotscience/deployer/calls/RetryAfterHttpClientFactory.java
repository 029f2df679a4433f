package com.dotscience.deployer.calls;

import io.fabric8.kubernetes.client.http.HttpClient;
import java.time.Clock;
import java.time.Duration;

/**
 * Makes fabric8's HTTP clients, each such that it sends nothing while the API server asks to be left alone: no list, no watch,
 * no log, no write. What would be sent fails at once with {@link RetryAfterException}, so that no thread waits for it.
 */
public final class RetryAfterHttpClientFactory implements HttpClient.Factory {

    private final HttpClient.Factory clients;
    private final RetryAfter retryAfter;

    /**
     * @param clients makes the clients that send
     * @param longest the API server is left alone for no more than this, whatever it asks for
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
