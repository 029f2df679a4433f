package com.dotscience.testing;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The tables of {@code docs/answers.md}: what an answer of the API server means, and what comes of it. */
public final class AnswersTable {

    private static final Readme DOCUMENT = Readme.document("answers.md");

    /**
     * @param codes which status codes it is about; none where nothing answers
     * @param body what comes with it
     * @param says what stands in the Status object; anything if it is empty
     * @param means {@code passes}, {@code refused} or {@code another state}
     * @param words the message
     */
    public record Meaning(
            List<Integer> codes, String body, String says, List<String> writes, String means, String words) {

        /** Whether a Status object comes with it. */
        public boolean hasStatus() {
            return body.startsWith("Status");
        }

        /** The words in full. */
        public String words(int code, String said) {
            return words.replace("as it says, and `", said)
                    .replace("as it says", said)
                    .replace("CODE", Integer.toString(code))
                    .replaceAll("`$", "");
        }
    }

    /** @param waiting {@code goes on} or {@code ends} */
    public record Consequence(
            String answer,
            String operation,
            String kind,
            boolean serves,
            String phase,
            String message,
            String waiting) {}

    private AnswersTable() {}

    /** In order: the first that fits decides. */
    public static List<Meaning> meanings() {
        return DOCUMENT
                .table("## What an answer means", "| Status code | Body | That says | Write | Means | In words |")
                .stream()
                .map(row -> new Meaning(
                        codes(row.get(0)), row.get(1), row.get(2), list(row.get(3)), row.get(4), row.get(5)))
                .toList();
    }

    public static List<Consequence> consequences() {
        return DOCUMENT
                .table("## What comes of it", "| Answer | Write | Serves | Phase | Message | `--wait` |")
                .stream()
                .map(row -> new Consequence(
                        row.get(0),
                        row.get(1).split(" ")[0],
                        row.get(1).split(" ")[1],
                        row.get(2).equals("yes"),
                        row.get(3),
                        row.get(4),
                        row.get(5)))
                .toList();
    }

    /** Returns the first that is about this, whatever its message. */
    public static Optional<Meaning> first(int code, boolean hasStatus, String write) {
        IntPredicate same = each -> each == code;
        return meanings().stream()
                .filter(row -> row.codes().stream().mapToInt(each -> each).anyMatch(same))
                .filter(row -> row.hasStatus() == hasStatus && !row.body().contains(","))
                .filter(row -> row.says().isEmpty() && row.writes().contains(write))
                .findFirst();
    }

    private static List<Integer> codes(String cell) {
        return list(cell).stream()
                .filter(part -> !part.equals("none"))
                .flatMapToInt(AnswersTable::range)
                .boxed()
                .toList();
    }

    private static IntStream range(String part) {
        String[] ends = part.split("–");
        return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
    }

    private static List<String> list(String cell) {
        return Arrays.stream(cell.split(",")).map(String::strip).toList();
    }
}
