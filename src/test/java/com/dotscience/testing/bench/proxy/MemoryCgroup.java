package com.dotscience.testing.bench.proxy;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A control group that holds what is started in it to so much memory, as a container's does. Needs root and cgroup v1 or v2. */
public final class MemoryCgroup implements AutoCloseable {

    private static final Path V1 = Path.of("/sys/fs/cgroup/memory");
    private static final Path V2 = Path.of("/sys/fs/cgroup");

    private final Path folder;

    private MemoryCgroup(Path folder) {
        this.folder = folder;
    }

    /** @throws UncheckedIOException if this user may make none */
    public static MemoryCgroup ofMebibytes(int limit) {
        boolean v1 = Files.exists(V1.resolve("memory.limit_in_bytes"));
        Path folder = (v1 ? V1 : V2).resolve("bench-" + ProcessHandle.current().pid());
        try {
            Files.createDirectory(folder);
            MemoryCgroup cgroup = new MemoryCgroup(folder);
            try {
                Files.writeString(
                        folder.resolve(v1 ? "memory.limit_in_bytes" : "memory.max"), Long.toString(limit * (1L << 20)));
            } catch (IOException e) {
                cgroup.close();
                throw e;
            }
            return cgroup;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command that runs this one in it. */
    public List<String> in(List<String> command) {
        List<String> all = new ArrayList<>(List.of(
                "sh",
                "-c",
                "echo $$ > \"$1\" && shift && exec \"$@\"",
                "sh",
                folder.resolve("cgroup.procs").toString()));
        all.addAll(command);
        return all;
    }

    /** The most that it has held at a time, in MiB. */
    public long peakMebibytes() {
        Path v1 = folder.resolve("memory.max_usage_in_bytes");
        try {
            return Long.parseLong(Files.readString(Files.exists(v1) ? v1 : folder.resolve("memory.peak"))
                            .strip())
                    >> 20;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes it; what ran in it has to have ended. */
    @Override
    public void close() {
        await("the end of what ran in " + folder).until(this::remove);
    }

    private boolean remove() {
        try {
            return Files.deleteIfExists(folder);
        } catch (IOException e) {
            return false;
        }
    }
}
