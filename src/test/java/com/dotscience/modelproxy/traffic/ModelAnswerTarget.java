package com.dotscience.modelproxy.traffic;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.dotscience.fuzz.Outcome;
import com.dotscience.fuzz.Target;
import com.dotscience.modelproxy.testing.ScriptedModel;
import com.dotscience.modelproxy.testing.Wire;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/**
 * Whatever a model sends in answer to a request, behind one byte that says which, until it closes. The client gets one final answer in
 * HTTP, or a connection that breaks off.
 */
public final class ModelAnswerTarget implements Target {

    private static final List<String> REQUESTS = List.of(
            "GET /v1/models/m HTTP/1.1\nHost: m\nConnection: close\n\n",
            "HEAD /v1/models/m HTTP/1.1\nHost: m\nConnection: close\n\n",
            "POST /v1/models/m:predict HTTP/1.1\nHost: m\nConnection: close\nContent-Length: 2\n\n{}",
            "GET /v1/models/m HTTP/1.0\n\n",
            "GET /chat HTTP/1.1\nHost: m\nConnection: upgrade\nUpgrade: websocket\n\n",
            "POST /v1/models/m:predict HTTP/1.1\nHost: m\nConnection: close\nExpect: 100-continue\nContent-Length: 2\n\n{}");

    private final SynchronousQueue<byte[]> answers = new SynchronousQueue<>();
    private final NettyTrouble trouble = new NettyTrouble();
    private final RunningTraffic proxy;

    public ModelAnswerTarget() {
        ScriptedModel model = ScriptedModel.that((wire, number) -> {
            wire.readHead();
            byte[] answer = answers.poll(10, TimeUnit.SECONDS);
            wire.out().write(answer == null ? new byte[0] : answer);
            wire.out().flush();
            // What the model has not read would make its end a reset.
            wire.socket().shutdownOutput();
            wire.in().readAllBytes();
        });
        proxy = RunningTraffic.before(model.port());
    }

    @Override
    public Outcome take(byte[] input) throws IOException, InterruptedException {
        if (input.length == 0) {
            return Outcome.taken(0);
        }
        String request = REQUESTS.get((input[0] & 0xff) % REQUESTS.size());
        String answer;
        try (Wire client = proxy.client()) {
            client.send(request);
            if (!answers.offer(Arrays.copyOfRange(input, 1, input.length), 10, TimeUnit.SECONDS)) {
                throw new AssertionError("the request did not reach the model");
            }
            if (request.contains("upgrade")) {
                client.socket().shutdownOutput();
            }
            answer = toEnd(client);
        }
        trouble.none();
        if (!answer.startsWith("HTTP/1.1 101 ")) {
            check(request, answer);
        }
        return Outcome.taken(answer.length());
    }

    private static String toEnd(Wire client) throws IOException {
        try {
            return client.readToEnd();
        } catch (SocketException reset) {
            return "";
        }
    }

    private static void check(String request, String answer) {
        var channel = new EmbeddedChannel(new HttpClientCodec());
        channel.writeOutbound(new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.valueOf(request.substring(0, request.indexOf(' '))), "/"));
        channel.writeInbound(Unpooled.copiedBuffer(answer, ISO_8859_1));
        int responses = 0;
        for (Object part; (part = channel.readInbound()) != null; ReferenceCountUtil.release(part)) {
            if (!((HttpObject) part).decoderResult().isSuccess()) {
                throw new AssertionError("the client gets what is no HTTP: " + answer);
            }
            if (part instanceof HttpResponse head && head.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
                responses++;
            }
        }
        channel.finishAndReleaseAll();
        if (responses > 1) {
            throw new AssertionError("the client gets " + responses + " answers to one request: " + answer);
        }
    }
}
