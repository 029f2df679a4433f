package com.dotscience.modelproxy.predictions;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dotscience.modelproxy.predictions.Reading.Read;
import com.dotscience.modelproxy.predictions.Reading.Result;
import com.dotscience.modelproxy.predictions.Reading.Unread;
import java.util.Locale;
import java.util.StringJoiner;

/** Answers of models as text, and what is read in them as text: a class and a confidence for each instance. */
final class Responses {

    private final Classes classes;
    private final ResponseReader reader;

    Responses(String classes) {
        this.classes = Classes.parse(classes);
        this.reader = new ResponseReader(this.classes);
    }

    /** @return such as {@code cat 0.90, dog}; {@code ?} is a class that nobody named */
    String read(String json) {
        return read(json.getBytes(UTF_8), "application/json", null, Integer.MAX_VALUE);
    }

    String read(byte[] body, String type, String coding, int part) {
        Reading reading = reader.begin(type, coding, -1);
        for (int at = 0; at < body.length; at += Math.min(part, body.length - at)) {
            reading.feed(body, at, at + Math.min(part, body.length - at));
        }
        return said(reading.end(true));
    }

    /** In two parts. */
    String readCut(byte[] body, String type, String coding, int cut) {
        Reading reading = reader.begin(type, coding, -1);
        // Each in an array of its own, so that nothing can be read that is not there yet.
        reading.feed(java.util.Arrays.copyOf(body, cut), 0, cut);
        byte[] rest = java.util.Arrays.copyOfRange(body, cut, body.length);
        reading.feed(rest, 0, rest.length);
        return said(reading.end(true));
    }

    String said(Result result) {
        if (result instanceof Unread unread) {
            return "unread: " + unread.reason().label();
        }
        Read read = (Read) result;
        StringJoiner said = new StringJoiner(", ");
        for (int i = 0; i < read.predictions().size(); i++) {
            int number = read.predictions().classOf(i);
            float confidence = read.predictions().confidenceOf(i);
            said.add((number == Classes.NONE ? "?" : classes.names().get(number))
                    + (Float.isNaN(confidence) ? "" : String.format(Locale.ROOT, " %.2f", confidence)));
        }
        if (!read.usage().equals(Usage.NONE)) {
            said.add(read.usage().prompt() + "+" + read.usage().completion() + " tokens");
        }
        return said.toString();
    }
}
