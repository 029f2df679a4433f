package com.dotscience.modelproxy.predictions;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.util.function.Consumer;

/** Reads a response that is one JSON text. */
final class JsonResponse implements ByteSink {

    private final Predictions found;
    private final Consumer<Usage> consumer;
    private final ResponseHandler form;
    private final JsonStream stream;

    JsonResponse(JsonFactory json, Classes classes, Predictions found, Consumer<Usage> consumer) throws IOException {
        this.found = found;
        this.consumer = consumer;
        this.form = new ResponseHandler(classes, found);
        this.stream = new JsonStream(json, form);
    }

    @Override
    public void feed(byte[] bytes, int from, int to) throws IOException {
        stream.feed(bytes, from, to);
        if (found.unread() != null) {
            throw new Unreadable(found.unread());
        }
    }

    @Override
    public void end() throws IOException {
        stream.end();
        if (found.unread() != null || !form.known()) {
            throw new Unreadable(found.unread() != null ? found.unread() : UnreadReason.FORM);
        }
        consumer.accept(form.usage());
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
