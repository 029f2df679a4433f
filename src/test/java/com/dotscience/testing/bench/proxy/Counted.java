package com.dotscience.testing.bench.proxy;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What the model-proxy has counted, as its metrics say.
 *
 * @param byClass predictions; a class that was never predicted is not in it
 * @param read answers whose predictions are in that
 * @param notRead answers that were passed on whole but not read, for whatever reason
 * @param incomplete answers whose end nobody waited for
 */
record Counted(SortedMap<String, Long> byClass, long read, long notRead, long incomplete) {

    private static final Pattern BY_CLASS = series("model_proxy_predictions_total\\{class=\"([^\"]+)\"}");
    private static final Pattern READ = series("model_proxy_responses_read_total(?:\\{()})?");
    private static final Pattern NOT_READ = series("model_proxy_responses_unread_total\\{reason=\"([^\"]+)\"}");
    private static final String INCOMPLETE = "incomplete";

    static Counted in(String metrics) {
        SortedMap<String, Long> notRead = values(NOT_READ, metrics);
        Long incomplete = notRead.remove(INCOMPLETE);
        SortedMap<String, Long> byClass = values(BY_CLASS, metrics);
        byClass.values().removeIf(count -> count == 0);
        return new Counted(byClass, sum(values(READ, metrics)), sum(notRead), incomplete == null ? 0 : incomplete);
    }

    Counted since(Counted before) {
        SortedMap<String, Long> news = new TreeMap<>(byClass);
        before.byClass.forEach((name, count) -> news.merge(name, -count, Long::sum));
        news.values().removeIf(count -> count == 0);
        return new Counted(news, read - before.read, notRead - before.notRead, incomplete - before.incomplete);
    }

    /** Answers that were passed on whole. */
    long whole() {
        return read + notRead;
    }

    /** Whether the answers that were read had these predictions, each of them. */
    boolean are(Predictions answer) {
        SortedMap<String, Long> sent = new TreeMap<>();
        if (read > 0) {
            answer.byClass().forEach((name, count) -> sent.put(name, count * read));
        }
        return byClass.equals(sent);
    }

    private static Pattern series(String name) {
        return Pattern.compile("^" + name + " (\\S+)$", Pattern.MULTILINE);
    }

    /** By the label's value. */
    private static SortedMap<String, Long> values(Pattern series, String metrics) {
        SortedMap<String, Long> values = new TreeMap<>();
        for (MatchResult found : series.matcher(metrics).results().toList()) {
            String label = found.group(1) == null ? "" : found.group(1);
            values.put(label, (long) Double.parseDouble(found.group(2)));
        }
        return values;
    }

    private static long sum(SortedMap<String, Long> values) {
        return values.values().stream().mapToLong(Long::longValue).sum();
    }
}
