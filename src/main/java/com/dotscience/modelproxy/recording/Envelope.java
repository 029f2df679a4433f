package com.dotscience.modelproxy.recording;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URI;

/**
 * The head of the HTTP request that carries an event, a CloudEvent in binary mode,
 * https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md.
 *
 * @param deploymentId of the model deployment; empty if it is not known
 */
record Envelope(URI sink, String deploymentId) {

    HttpRequest head(Event event) {
        String path = sink.getRawPath().isEmpty() ? "/" : sink.getRawPath();
        HttpRequest request = new DefaultHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.POST,
                sink.getRawQuery() == null ? path : path + "?" + sink.getRawQuery());
        HttpHeaders headers = request.headers();
        headers.set(HttpHeaderNames.HOST, sink.getRawAuthority())
                .set(HttpHeaderNames.CONTENT_LENGTH, event.body().length())
                .set("ce-specversion", "1.0")
                .set("ce-id", event.id())
                .set("ce-source", deploymentId.isEmpty() ? "/model-proxy" : "/deployments/" + deploymentId)
                .set("ce-type", "org.kubeflow.serving.inference." + event.kind().label())
                .set("ce-time", event.time().toString());
        if (!deploymentId.isEmpty()) {
            headers.set("ce-inferenceservicename", deploymentId);
        }
        if (event.type() != null) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, event.type());
        }
        if (event.coding() != null) {
            headers.set(HttpHeaderNames.CONTENT_ENCODING, event.coding());
        }
        return request;
    }
}
