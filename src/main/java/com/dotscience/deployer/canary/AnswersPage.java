package com.dotscience.deployer.canary;

import com.dotscience.api.AnswerCounts;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the counts of answers from the metrics of a model-proxy, which are in Prometheus' text format. It reads by hand, because a
 * regular expression takes minutes on a page that somebody made for that.
 */
final class AnswersPage {

    /** Every model-proxy of this project has metrics of this prefix, also before the first request. */
    private static final String REQUESTS = "model_proxy_requests_";

    private static final String COUNTER = "model_proxy_requests_total{";

    private static final String CODE = "code=\"";

    /** The code of requests whose client went before there was an answer. */
    private static final String CLIENT_WENT = "499";

    /** No model-proxy counts more, and the sum of all lines of a page is a number still. */
    private static final double MOST = 1e12;

    private AnswersPage() {}

    /** Returns the counts, without a pod; empty if the page is not that of a model-proxy of this project. */
    static Optional<AnswerCounts> read(String page) {
        AnswerCounts.Builder counts = AnswerCounts.newBuilder();
        boolean known = false;
        for (String line : page.split("\n")) {
            known |= line.startsWith(REQUESTS);
            if (line.startsWith(COUNTER) && !add(counts, line)) {
                return Optional.empty();
            }
        }
        return known ? Optional.of(counts.build()) : Optional.empty();
    }

    /** @return false if the line cannot be read */
    private static boolean add(AnswerCounts.Builder counts, String line) {
        int end = line.lastIndexOf("} ");
        if (end < COUNTER.length()) {
            return false;
        }
        Optional<String> code = code(line.substring(COUNTER.length(), end));
        OptionalLong requests = requests(line.substring(end + 2));
        if (code.isEmpty() || requests.isEmpty()) {
            return false;
        }
        add(counts, code.get(), requests.getAsLong());
        return true;
    }

    private static Optional<String> code(String labels) {
        int at = labels.startsWith(CODE) ? 0 : labels.indexOf("," + CODE) + 1;
        int start = at + CODE.length();
        int end = labels.startsWith(CODE, at) ? labels.indexOf('"', start) : -1;
        return end < 0 ? Optional.empty() : Optional.of(labels.substring(start, end));
    }

    /** @param text the number, and perhaps a time behind it */
    private static OptionalLong requests(String text) {
        try {
            double requests = Double.parseDouble(text.split(" ", 2)[0]);
            return requests >= 0 && requests <= MOST ? OptionalLong.of(Math.round(requests)) : OptionalLong.empty();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static void add(AnswerCounts.Builder counts, String code, long requests) {
        if (code.equals(CLIENT_WENT)) {
            counts.setUnanswered(counts.getUnanswered() + requests);
            return;
        }
        counts.setAnswers(counts.getAnswers() + requests);
        if (code.startsWith("5")) {
            counts.setErrors(counts.getErrors() + requests);
        }
    }
}
