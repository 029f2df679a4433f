package com.dotscience.cli.command.deployment;

import com.dotscience.cli.command.Session;
import com.dotscience.cli.output.DsException;
import com.dotscience.resource.Document;
import com.dotscience.resource.Documents;
import com.dotscience.resource.UnreadableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The option that names files of model deployments, and the resources in them. */
final class ResourceFiles {

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            required = true,
            arity = "1",
            description = "A file in YAML or JSON, a folder of such files, or - for standard input. Can be given more"
                    + " than once.")
    private List<String> files;

    @Option(
            names = "--plain",
            description = "Take the values of variables although their names look like those of secrets.")
    private boolean plain;

    /**
     * Reads all files.
     *
     * @throws DsException if anything is wrong in any of them; the message names the line
     */
    List<ResourceInFile> read(Session session) {
        var resources = new ArrayList<ResourceInFile>();
        for (String file : files) {
            if (file.equals("-")) {
                resources.addAll(parse("-", stdin(session)));
            } else {
                sources(file, session.resolve(file))
                        .forEach(source -> resources.addAll(parse(source, text(session, source))));
            }
        }
        if (resources.isEmpty()) {
            throw DsException.usage("--file: there is no model deployment in " + String.join(", ", files));
        }
        new ResourceCheck(plain).check(resources, session);
        return resources;
    }

    private static String stdin(Session session) {
        try {
            return new String(session.stdin().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw DsException.usage("--file: standard input cannot be read: " + e.getMessage());
        }
    }

    private static List<String> sources(String file, Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(file);
        }
        try (Stream<Path> all = Files.list(path)) {
            return all.map(each -> each.getFileName().toString())
                    .filter(name -> name.matches(".*\\.(yaml|yml|json)"))
                    .sorted()
                    .map(name -> Path.of(file).resolve(name).toString())
                    .toList();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static String text(Session session, String file) {
        try {
            return Files.readString(session.resolve(file));
        } catch (NoSuchFileException e) {
            throw DsException.usage("--file: there is no file " + file);
        } catch (IOException | InvalidPathException e) {
            throw unreadable(file, e);
        }
    }

    private static DsException unreadable(String file, Exception e) {
        return DsException.usage("--file: " + file + " cannot be read: " + e.getMessage());
    }

    private static List<ResourceInFile> parse(String source, String text) {
        var resources = new ArrayList<ResourceInFile>();
        try {
            for (Document document : Documents.read(text)) {
                if (document.tree() instanceof Map<?, ?> map
                        && "List".equals(map.get("kind"))
                        && map.get("items") instanceof List<?> items) {
                    for (int i = 0; i < items.size(); i++) {
                        resources.add(new ResourceInFile(source, document, items.get(i), "items[" + i + "]"));
                    }
                } else {
                    resources.add(new ResourceInFile(source, document, document.tree(), ""));
                }
            }
        } catch (UnreadableFile e) {
            throw DsException.usage(source + ":" + e.line() + ": " + e.getMessage());
        }
        return resources;
    }
}
