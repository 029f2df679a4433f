package com.dotscience.testing.bench.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Locale;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An answer as TensorFlow Serving gives it: for each instance the probabilities of all classes.
 *
 * @param json of exactly the size that was asked for
 * @param byClass how many instances are of which class
 */
record Predictions(byte[] json, SortedMap<String, Integer> byClass) {

    static final int CLASSES = 43;

    private static final String HEAD = "{\"predictions\": [";
    private static final String TAIL = "]}";

    /** As many instances as there is room for, the first of class 0, the next of class 1 and so on; then blanks. */
    static Predictions ofSize(int bytes) {
        Random random = new Random(CLASSES);
        SortedMap<String, Integer> byClass = new TreeMap<>();
        StringBuilder json = new StringBuilder(HEAD).append(instance(0, random));
        byClass.put(name(0), 1);
        for (int i = 1; ; i++) {
            int winner = i % CLASSES;
            String next = ", " + instance(winner, random);
            if (json.length() + next.length() + TAIL.length() > bytes) {
                break;
            }
            json.append(next);
            byClass.merge(name(winner), 1, Integer::sum);
        }
        json.append(" ".repeat(bytes - json.length() - TAIL.length())).append(TAIL);
        return new Predictions(json.toString().getBytes(US_ASCII), byClass);
    }

    /** The names of all classes, in the form in which the model-proxy takes them. */
    static String classes() {
        return IntStream.range(0, CLASSES)
                .mapToObj(i -> "\"" + name(i) + "\"")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String name(int index) {
        return "sign-" + index;
    }

    private static String instance(int winner, Random random) {
        return IntStream.range(0, CLASSES)
                .mapToObj(i -> String.format(
                        Locale.ROOT, "%.15f", i == winner ? 0.5 + random.nextDouble() / 2 : random.nextDouble() / 100))
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
