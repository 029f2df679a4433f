package com.dotscience.modelproxy.predictions;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The classes that a model distinguishes, by their index in its vectors and by their name. Each has a number from 0. */
public final class Classes {

    /** A bound, because each class is a histogram in the memory of a sidecar and in every scrape. */
    static final int MAX_NAMES = 1_000;

    /** The number for a prediction of none of the classes. */
    public static final int NONE = -1;

    private final List<String> names;
    private final Map<Long, Integer> byIndex;
    private final Map<String, Integer> byName;
    private final int size;
    private final int omitted;

    private Classes(Map<Long, String> named) {
        List<String> kept = new ArrayList<>();
        Map<Long, Integer> indexes = new HashMap<>();
        Map<String, Integer> numbers = new HashMap<>();
        int left = 0;
        for (Map.Entry<Long, String> each : named.entrySet()) {
            Integer number = numbers.get(each.getValue());
            if (number == null && kept.size() == MAX_NAMES) {
                left++;
                continue;
            }
            if (number == null) {
                number = kept.size();
                kept.add(each.getValue());
                numbers.put(each.getValue(), number);
            }
            indexes.put(each.getKey(), number);
        }
        this.names = List.copyOf(kept);
        this.byIndex = Map.copyOf(indexes);
        this.byName = Map.copyOf(numbers);
        this.size = named.size();
        this.omitted = left;
    }

    /** The classes of a model that has no names for them. */
    public static Classes none() {
        return new Classes(Map.of());
    }

    /**
     * Reads the value of {@code TF_CLASSES}.
     *
     * @param json {@code {"0": "cat"}}, {@code {"cat": 0}} or {@code ["cat", "dog"]}; empty: none
     * @throws IllegalArgumentException with a sentence that shows the three forms, if it has none of them
     */
    public static Classes parse(String json) {
        if (json == null || json.isBlank()) {
            return none();
        }
        Map<Long, String> named = new TreeMap<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_ARRAY) {
                for (long index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
                    named.put(index, scalar(parser));
                }
            } else if (first == JsonToken.START_OBJECT) {
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String key = parser.currentName();
                    boolean nameFirst = parser.nextToken() == JsonToken.VALUE_NUMBER_INT;
                    String value = scalar(parser);
                    named.put(index(nameFirst ? value : key), nameFirst ? key : value);
                }
            } else {
                throw neither("it is neither an object nor a list");
            }
            if (parser.nextToken() != null) {
                throw neither("something follows its end");
            }
        } catch (JsonProcessingException e) {
            throw neither("it is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw neither(e.getMessage());
        }
        return new Classes(named);
    }

    private static String scalar(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null || !token.isScalarValue() || token == JsonToken.VALUE_NULL) {
            throw neither("it holds more than names and indexes");
        }
        return parser.getText();
    }

    private static long index(String text) {
        try {
            return Long.parseLong(text.trim());
        } catch (NumberFormatException e) {
            throw neither("'" + text + "' is no index");
        }
    }

    private static IllegalArgumentException neither(String why) {
        return new IllegalArgumentException("write {\"0\": \"cat\", …}, {\"cat\": 0, …} or [\"cat\", …]: "
                + why.lines().findFirst().orElse(""));
    }

    /** How many indexes have a name, including those of {@link #omitted}: the length of a vector with a score for each class. */
    public int size() {
        return size;
    }

    /** How many indexes have names beyond the bound, which are not counted. */
    public int omitted() {
        return omitted;
    }

    /** The names in the order of their numbers; a name that several indexes have is there once. */
    public List<String> names() {
        return names;
    }

    int ofIndex(long index) {
        return byIndex.getOrDefault(index, NONE);
    }

    /** @param label a name, or an index as text, which TensorFlow's estimators write */
    int ofLabel(String label) {
        Integer number = byName.get(label);
        if (number != null) {
            return number;
        }
        try {
            return label.length() > 18 ? NONE : ofIndex(Long.parseLong(label));
        } catch (NumberFormatException e) {
            return NONE;
        }
    }
}
