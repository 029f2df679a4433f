package com.dotscience.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A section of {@code docs/routes.md} that says what to put into the folder. */
record Recipe(String text) {

    private static final Pattern FILE = Pattern.compile("As\\s`([a-z-]+\\.yaml)`");

    static Recipe of(String heading) throws IOException {
        String document = Files.readString(Path.of("docs", "routes.md"));
        int start = document.indexOf("\n## " + heading + "\n");
        assertThat(start).as(heading).isPositive();
        int end = document.indexOf("\n## ", start + 1);
        return new Recipe(document.substring(start, end < 0 ? document.length() : end));
    }

    /** The name under which it is to be put there. */
    String file() {
        return first(FILE);
    }

    /** What stands between its first fences of a language. */
    String block(String language) {
        return first(Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL));
    }

    private String first(Pattern pattern) {
        Matcher found = pattern.matcher(text);
        assertThat(found.find()).as(pattern.pattern()).isTrue();
        return found.group(1);
    }
}
