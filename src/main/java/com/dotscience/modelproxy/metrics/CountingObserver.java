package com.dotscience.modelproxy.metrics;

import com.dotscience.modelproxy.observation.Observation;
import com.dotscience.modelproxy.observation.Observer;
import com.dotscience.modelproxy.predictions.Classes;
import com.dotscience.modelproxy.predictions.Reading;
import com.dotscience.modelproxy.predictions.ResponseReader;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.function.LongSupplier;

/**
 * Counts requests and predictions. It parses a response on the event loop, part by part, after each part has been forwarded. This
 * way nothing is kept for another thread, which could fall behind.
 */
public final class CountingObserver implements Observer {

    private static final int COPIED_AT_ONCE = 8 * 1024;

    private final TrafficMeters traffic;
    private final PredictionMeters predictions;
    private final ResponseReader reader;
    private final LongSupplier nanoTime;
    private final FastThreadLocal<byte[]> copies = new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
            return new byte[COPIED_AT_ONCE];
        }
    };

    /** @param nanoTime a monotonic clock, in nanoseconds */
    public CountingObserver(Registry registry, Classes classes, LongSupplier nanoTime) {
        this.traffic = new TrafficMeters(registry);
        this.predictions = new PredictionMeters(registry, classes);
        this.reader = new ResponseReader(classes);
        this.nanoTime = nanoTime;
    }

    @Override
    public Observation begin(HttpRequest request) {
        traffic.begun();
        return new Counting(request.method().name());
    }

    private final class Counting implements Observation {

        private final String method;
        private final long began = nanoTime.getAsLong();
        private long bytesIn;
        private long bytesOut;
        private int code;
        private Reading reading;

        Counting(String method) {
            this.method = method;
        }

        @Override
        public void requestBody(ByteBuf part) {
            bytesIn += part.readableBytes();
        }

        @Override
        public void responseHead(HttpResponse head) {
            code = head.status().code();
            traffic.answered(nanoTime.getAsLong() - began);
            if (method.equals(HttpMethod.POST.name()) && code == HttpResponseStatus.OK.code()) {
                HttpHeaders headers = head.headers();
                reading = reader.begin(
                        headers.get(HttpHeaderNames.CONTENT_TYPE),
                        headers.get(HttpHeaderNames.CONTENT_ENCODING),
                        HttpUtil.getContentLength(head, -1L));
            }
        }

        @Override
        public void responseBody(ByteBuf part) {
            bytesOut += part.readableBytes();
            if (reading == null) {
                return;
            }
            byte[] copy = copies.get();
            int end = part.writerIndex();
            for (int at = part.readerIndex(); at < end && reading.wantsMore(); at += copy.length) {
                int length = Math.min(copy.length, end - at);
                part.getBytes(at, copy, 0, length);
                reading.feed(copy, 0, length);
            }
        }

        @Override
        public void end(Ending ending) {
            traffic.ended(method, code, ending, nanoTime.getAsLong() - began, bytesIn, bytesOut);
            if (reading != null) {
                Reading.Result result = reading.end(ending == Ending.COMPLETE);
                // A response without a body, such as that to a command, has no predictions to count.
                if (bytesOut > 0) {
                    predictions.count(result);
                }
            }
        }
    }
}
