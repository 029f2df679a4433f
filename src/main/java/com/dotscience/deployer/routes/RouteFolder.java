package com.dotscience.deployer.routes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The folder of an operator's files. It is read as it is whenever that is asked, links followed: a ConfigMap is mounted as
 * links into a folder that is exchanged as a whole. An empty path is no folder.
 */
record RouteFolder(Path path) {

    /**
     * The files there are, by name; none if there is no such folder. Other files than {@code *.yaml}, and hidden ones, are
     * left alone.
     *
     * @throws IOException if something cannot be read, such as a file that is exchanged at this moment
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
