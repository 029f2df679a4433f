package com.dotscience.modelproxy.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dotscience.fuzz.Outcome;
import com.dotscience.fuzz.Target;
import java.util.ArrayList;
import java.util.List;

/** The metrics that a model answers with. What is shown of them is in the format: nothing of it is dropped when it is read again. */
public final class ModelTextTarget implements Target {

    @Override
    public Outcome take(byte[] input) {
        String shown = shown(new String(input, UTF_8), new ArrayList<>());
        List<DroppedLine> dropped = new ArrayList<>();
        String again = shown(shown, dropped);
        if (!dropped.isEmpty() || !again.equals(shown)) {
            throw new AssertionError("what was shown is not in the format: " + dropped + " of " + shown);
        }
        return Outcome.taken(shown.length());
    }

    private static String shown(String text, List<DroppedLine> dropped) {
        StringBuilder shown = new StringBuilder();
        new ModelText(text, dropped::add).order(shown::append);
        return shown.toString();
    }
}
