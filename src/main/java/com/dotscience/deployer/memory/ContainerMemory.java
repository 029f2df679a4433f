package com.dotscience.deployer.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the kernel counts for the control group (version 2) that this process is in, and above which it kills the process. Pages of
 * files that nobody has used lately do not count, because the kernel drops them first; the kubelet counts in the same way.
 */
public final class ContainerMemory implements MemorySource {

    private static final String WHAT = "that its container may take";
    private static final String OWN_GROUP = "0::";
    private static final String UNUSED_FILES = "inactive_file ";

    private final Path root;
    private final Path ownGroup;

    /**
     * @param root where the control groups are mounted, {@code /sys/fs/cgroup}
     * @param ownGroup says which one is ours, {@code /proc/self/cgroup}
     */
    public ContainerMemory(Path root, Path ownGroup) {
        this.root = root;
        this.ownGroup = ownGroup;
    }

    @Override
    public Optional<MemoryUse> use() {
        try {
            Path group = group();
            String limit = Files.readString(group.resolve("memory.max")).strip();
            if (limit.equals("max")) {
                return Optional.empty();
            }
            long used = number(Files.readString(group.resolve("memory.current"))) - unusedFiles(group);
            return Optional.of(new MemoryUse(WHAT, used, number(limit)));
        } catch (IOException | NumberFormatException none) {
            return Optional.empty();
        }
    }

    /** In most containers the mounted root is the group itself, and the path to it is one of the machine's, which is not there. */
    private Path group() throws IOException {
        try (Stream<String> lines = Files.lines(ownGroup)) {
            return lines.filter(line -> line.startsWith(OWN_GROUP + "/"))
                    .map(line -> root.resolve(line.substring(OWN_GROUP.length() + 1)))
                    .filter(Files::isDirectory)
                    .findFirst()
                    .orElse(root);
        }
    }

    private static long unusedFiles(Path group) throws IOException {
        try (Stream<String> lines = Files.lines(group.resolve("memory.stat"))) {
            return lines.filter(line -> line.startsWith(UNUSED_FILES))
                    .mapToLong(line -> number(line.substring(UNUSED_FILES.length())))
                    .findFirst()
                    .orElse(0);
        }
    }

    private static long number(String text) {
        return Long.parseLong(text.strip());
    }
}
