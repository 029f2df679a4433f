package com.dotscience.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Where a document in Markdown leads to, and what can be led to in it. */
public final class Links {

    /**
     * A link to a file of this source tree.
     *
     * @param file relative to the source tree
     * @param anchor a heading of the file; empty for the whole
     */
    public record Target(Path file, String anchor) {}

    private static final Pattern FENCED = Pattern.compile("(?ms)^( *)```.*?^\\1```$");
    private static final Pattern INLINE_CODE = Pattern.compile("`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    private final Path document;
    private final String prose;

    private Links(Path document, String prose) {
        this.document = document;
        this.prose = prose;
    }

    public static Links of(Path document) {
        try {
            return new Links(
                    document, FENCED.matcher(Files.readString(document)).replaceAll(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In order; none to other places of the web. */
    public List<Target> targets() {
        return LINK.matcher(INLINE_CODE.matcher(prose).replaceAll("code"))
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.contains("://") && !link.startsWith("mailto:"))
                .map(this::target)
                .toList();
    }

    private Target target(String link) {
        String[] parts = link.split("#", 2);
        Path file = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
        return new Target(file.normalize(), parts.length > 1 ? parts[1] : "");
    }

    /** The names that GitHub gives the headings: the second of the same words has {@code -1} at its end. */
    public Set<String> anchors() {
        Set<String> anchors = new HashSet<>();
        HEADING.matcher(prose).results().map(heading -> slug(heading.group(1))).forEach(slug -> {
            String anchor = slug;
            for (int i = 1; !anchors.add(anchor); i++) {
                anchor = slug + "-" + i;
            }
        });
        return anchors;
    }

    private static String slug(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }
}
