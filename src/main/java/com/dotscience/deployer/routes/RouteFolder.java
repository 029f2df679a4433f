package com.dotscience.deployer.routes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The folder of an operator's files. It follows links and keeps nothing between two readings, because a ConfigMap is
 * mounted as links into a folder that is replaced as a whole. An empty path means that there is no folder.
 */
record RouteFolder(Path path) {

    /**
     * Returns the files by name; none if there is no such folder. It ignores hidden files and files other than
     * {@code *.yaml}.
     *
     * @throws IOException if something cannot be read, such as a file that is being replaced at this moment
     */
    Map<String, RouteFile> read() throws IOException {
        Map<String, RouteFile> files = new TreeMap<>();
        if (!path.toString().isEmpty() && Files.isDirectory(path)) {
            for (Path file : files()) {
                String name = file.getFileName().toString();
                files.put(name, new RouteFile(name, file.toString(), Files.readString(file), false));
            }
        }
        return files;
    }

    private static boolean isRoutes(String name) {
        return name.endsWith(".yaml") && !name.startsWith(".");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(path)) {
            return all.filter(file -> isRoutes(file.getFileName().toString()))
                    .filter(Files::isRegularFile)
                    .toList();
        }
    }
}
