package com.dotscience.deployer.canary;

import com.dotscience.api.AnswerCounts;
import com.dotscience.api.ModelProxyContract;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Reads the metrics of model-proxies at the addresses of their pods. */
final class ProxyMetrics {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** With a thousand classes a page has about 1 MB. */
    private static final int MOST_BYTES = 4 << 20;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(PATIENCE)
            .build();

    /** Returns what a model-proxy has counted, without its pod; the future fails with words for people. */
    CompletableFuture<AnswerCounts> read(String ip, int port) {
        try {
            return ask(ip, port);
        } catch (IllegalArgumentException e) {
            // A port that no address has: other canaries are read all the same.
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<AnswerCounts> ask(String ip, int port) {
        String host = ip.indexOf(':') < 0 ? ip : "[" + ip + "]";
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + host + ":" + port + ModelProxyContract.METRICS_PATH))
                .timeout(PATIENCE)
                .build();
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request, head -> new LimitedText(MOST_BYTES));
        return answer.orTimeout(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((response, failure) -> answer.cancel(true))
                .thenCompose(ProxyMetrics::counts);
    }

    private static CompletableFuture<AnswerCounts> counts(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            return CompletableFuture.failedFuture(new IOException("it answers with " + response.statusCode()));
        }
        return AnswersPage.read(response.body())
                .map(CompletableFuture::completedFuture)
                .orElseGet(() -> CompletableFuture.failedFuture(
                        new IOException("what it shows is not that of a model-proxy of this project")));
    }
}
