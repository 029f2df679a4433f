package com.dotscience.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The {@code Dockerfile}, taken apart. */
public final class Dockerfile {

    private static final Pattern FROM = Pattern.compile("^FROM (\\S+)(?: AS (\\S+))?", Pattern.MULTILINE);
    private static final String LAST = "";

    private final String text;
    private final Map<String, Stage> stages = new LinkedHashMap<>();

    private Dockerfile(String text) {
        this.text = text;
        for (String stage : text.split("(?m)^(?=FROM )")) {
            FROM.matcher(stage)
                    .results()
                    .forEach(from -> stages.put(from.group(2) == null ? LAST : from.group(2), new Stage(stage)));
        }
    }

    public static Dockerfile read() {
        try {
            return new Dockerfile(Files.readString(Path.of("Dockerfile")).replace("\\\n", " "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands before the first stage, and all of them. */
    public Stage whole() {
        return new Stage(text);
    }

    /** The one of this name. */
    public Stage stage(String name) {
        return stages.get(name);
    }

    /** The one that is built where none is named. */
    public Stage last() {
        return List.copyOf(stages.values()).get(stages.size() - 1);
    }

    /** From one FROM to the next. */
    public record Stage(String text) {

        /** What matches in it, line by line. */
        public List<MatchResult> lines(String pattern) {
            return Pattern.compile(pattern, Pattern.MULTILINE)
                    .matcher(text)
                    .results()
                    .toList();
        }

        /** The shell command of its first RUN. */
        public String run() {
            return lines("^RUN (.+)").get(0).group(1);
        }

        /** What a container of it runs. */
        public List<String> command() {
            return Stream.of("ENTRYPOINT", "CMD")
                    .flatMap(line -> lines("^" + line + " \\[(.+)]").stream())
                    .flatMap(line -> Arrays.stream(line.group(1).split(", *")))
                    .map(word -> word.replace("\"", ""))
                    .toList();
        }
    }
}
