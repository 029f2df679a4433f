package com.dotscience.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a section of {@code docs/routes.md} says to put into the folder.
 *
 * @param file the name under which it is to be put there
 * @param blocks what stands between its fences, by language
 */
record Recipe(String file, Map<String, String> blocks) {

    private static final Path FORMER = Path.of("src/test/resources/released/recipes");
    private static final Pattern FILE = Pattern.compile("[Aa]s\\s`([a-z-]+\\.yaml)`");
    private static final Pattern FENCES = Pattern.compile("```([a-z]+)\n(.*?)```", Pattern.DOTALL);

    static Recipe of(String heading) throws IOException {
        String document = Files.readString(Path.of("docs", "routes.md"));
        int start = document.indexOf("\n## " + heading + "\n");
        assertThat(start).as(heading).isPositive();
        int end = document.indexOf("\n## ", start + 1);
        String text = document.substring(start, end < 0 ? document.length() : end);
        Matcher file = FILE.matcher(text);
        assertThat(file.find()).as(FILE.pattern()).isTrue();
        Map<String, String> blocks = new TreeMap<>();
        FENCES.matcher(text).results().forEach(found -> blocks.putIfAbsent(found.group(1), found.group(2)));
        return new Recipe(file.group(1), blocks);
    }

    /** As the section was when the recipes were first written down; they are kept word for word. */
    static Recipe former(String heading) throws IOException {
        String name = heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
        String file = "";
        Map<String, String> blocks = new TreeMap<>();
        try (Stream<Path> files = Files.list(FORMER.resolve(name))) {
            for (Path each : files.toList()) {
                String fileName = each.getFileName().toString();
                String language = fileName.substring(fileName.lastIndexOf('.') + 1);
                blocks.put(language, Files.readString(each));
                file = language.equals("yaml") ? fileName : file;
            }
        }
        return new Recipe(file, blocks);
    }

    /** What stands between its first fences of a language. */
    String block(String language) {
        return blocks.get(language);
    }
}
