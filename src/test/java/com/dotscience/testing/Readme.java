package com.dotscience.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The README, or another document, to be held against what it speaks of. */
public final class Readme {

    /**
     * What somebody types, and what is printed then.
     *
     * @param line the command without its prompt; more than one line if they end in backslashes
     * @param output its lines, each with its end; empty if nothing is shown
     */
    public record Command(String line, String output) {}

    /**
     * A block of a document.
     *
     * @param language what it is said to be, such as {@code sh}; empty if nothing is said
     */
    public record Block(String language, String text) {

        /** What somebody types in it after a prompt, and what is printed then. */
        public List<Command> commands() {
            return COMMAND.matcher(text)
                    .results()
                    .map(command -> new Command(command.group(1), command.group(2)))
                    .toList();
        }
    }

    private static final Pattern BLOCK =
            Pattern.compile("^```([a-z]*)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern CONSOLE = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);
    private static final Pattern SCRIPT = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COMMAND =
            Pattern.compile("^\\$ ((?:.*\\\\\n)*.*)\n((?:(?!\\$ ).*\n)*)", Pattern.MULTILINE);

    private final String text;

    private Readme(String text) {
        this.text = text;
    }

    /**
     * One of those that the README leads to.
     *
     * @param name the name of its file, such as {@code ds.md}
     */
    public static Readme document(String name) {
        return read(Path.of("docs", name));
    }

    /** The README, and then what it leads to, by name. */
    public static List<Readme> all() {
        try (Stream<Path> documents = Files.list(Path.of("docs"))) {
            return Stream.concat(
                            Stream.of(Path.of("README.md")),
                            documents
                                    .filter(path -> path.toString().endsWith(".md"))
                                    .sorted())
                    .map(Readme::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Readme read(Path document) {
        try {
            return new Readme(Files.readString(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The commands of all console blocks, in order. */
    public List<Command> commands() {
        return CONSOLE.matcher(text)
                .results()
                .flatMap(block -> COMMAND.matcher(block.group(1)).results())
                .map(command -> new Command(command.group(1), command.group(2)))
                .toList();
    }

    /** The blocks of each section of the second level that has any, by its heading, in order. */
    public Map<String, List<Block>> blocks() {
        Map<String, List<Block>> blocks = new LinkedHashMap<>();
        for (String section : text.split("(?m)^(?=## )")) {
            List<Block> found = BLOCK.matcher(section)
                    .results()
                    .map(block -> new Block(block.group(1), block.group(2)))
                    .toList();
            if (!found.isEmpty()) {
                blocks.put(section.substring(0, section.indexOf('\n')), found);
            }
        }
        return blocks;
    }

    /**
     * The commands of a section's {@code sh} blocks, in order.
     *
     * @param section its heading, such as {@code ## The images}
     */
    public List<String> script(String section) {
        int start = text.indexOf("\n" + section + "\n");
        if (start < 0) {
            throw new IllegalArgumentException("There is no section '" + section + "'");
        }
        int next = text.indexOf("\n#", start + section.length());
        String found = text.substring(start, next < 0 ? text.length() : next);
        return SCRIPT.matcher(found)
                .results()
                .flatMap(block -> Stream.of(block.group(1).split("(?<!\\\\)\n")))
                .toList();
    }

    /**
     * The rows of a table: its cells, without the backquotes of code.
     *
     * @param section the heading of its section, such as {@code ## Variables}
     * @param columns its first row, such as {@code | Variable | |}
     */
    public List<List<String>> table(String section, String columns) {
        List<String> found = text.lines()
                .dropWhile(line -> !line.equals(section))
                .dropWhile(line -> !line.equals(columns))
                .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("There is no table '" + columns + "' under '" + section + "'");
        }
        return found.stream()
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(Readme::cells)
                .toList();
    }

    private static List<String> cells(String row) {
        List<String> cells = new ArrayList<>();
        for (String cell : row.substring(1, row.length() - 1).split("\\|", -1)) {
            cells.add(cell.strip().replaceAll("^`([^`]*)`$", "$1"));
        }
        return cells;
    }
}
