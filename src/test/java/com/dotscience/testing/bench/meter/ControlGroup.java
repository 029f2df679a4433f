package com.dotscience.testing.bench.meter;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A control group: one folder with cgroup v2, with v1 one for memory and one for the processor. */
final class ControlGroup implements Meter {

    private static final Path ROOT = Path.of("/sys/fs/cgroup");
    private static final Pattern MICROSECONDS = Pattern.compile("(?m)^usage_usec (\\d+)$");
    private static final AtomicInteger MADE = new AtomicInteger();

    private final boolean second;
    private final Path memory;
    private final Path processor;

    private ControlGroup(boolean second, Path memory, Path processor) {
        this.second = second;
        this.memory = memory;
        this.processor = processor;
    }

    static Optional<ControlGroup> ifPossible(OptionalInt limit) {
        String name = "bench-" + ProcessHandle.current().pid() + "-" + MADE.incrementAndGet();
        boolean second = Files.exists(ROOT.resolve("cgroup.controllers"));
        ControlGroup group = second
                ? new ControlGroup(true, ROOT.resolve(name), ROOT.resolve(name))
                : new ControlGroup(
                        false,
                        ROOT.resolve("memory").resolve(name),
                        ROOT.resolve("cpuacct").resolve(name));
        try {
            group.make(limit);
            return Optional.of(group);
        } catch (IOException e) {
            group.remove();
            return Optional.empty();
        }
    }

    private void make(OptionalInt limit) throws IOException {
        for (Path folder : folders()) {
            Files.createDirectory(folder);
        }
        Files.readString(peak());
        if (limit.isPresent()) {
            Files.writeString(
                    memory.resolve(second ? "memory.max" : "memory.limit_in_bytes"),
                    Long.toString(limit.getAsInt() * (1L << 20)));
        }
    }

    private List<Path> folders() {
        return second ? List.of(memory) : List.of(memory, processor);
    }

    private Path peak() {
        return memory.resolve(second ? "memory.peak" : "memory.max_usage_in_bytes");
    }

    @Override
    public String method() {
        return "control groups, version " + (second ? 2 : 1);
    }

    @Override
    public List<String> in(List<String> command) {
        List<String> all = new ArrayList<>(List.of(
                "sh", "-c", "while [ \"$1\" != -- ]; do echo $$ >\"$1\"; shift; done; shift; exec \"$@\"", "sh"));
        folders().forEach(folder -> all.add(folder.resolve("cgroup.procs").toString()));
        all.add("--");
        all.addAll(command);
        return all;
    }

    @Override
    public Duration processor() {
        if (!second) {
            return Duration.ofNanos(number(processor.resolve("cpuacct.usage")));
        }
        Matcher usage = MICROSECONDS.matcher(text(processor.resolve("cpu.stat")));
        return Duration.ofNanos(usage.find() ? Long.parseLong(usage.group(1)) * 1000 : 0);
    }

    /**
     * The group's own account, as a container's limit has it, or what its processes held in memory if that is more: the group
     * does not answer for pages of files that somebody else has read before.
     */
    @Override
    public long peakMebibytes() {
        long resident = text(memory.resolve("cgroup.procs"))
                .lines()
                .mapToLong(pid -> new ProcessFiles(Long.parseLong(pid)).peakKibibytes())
                .sum();
        return Math.max(number(peak()) >> 20, resident >> 10);
    }

    @Override
    public void close() {
        await("the end of what ran in " + memory).until(this::remove);
    }

    private boolean remove() {
        try {
            for (Path folder : folders()) {
                Files.deleteIfExists(folder);
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static long number(Path file) {
        return Long.parseLong(text(file).strip());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
