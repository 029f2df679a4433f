package com.dotscience.testing.bench.meter;

import com.dotscience.testing.ScratchFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * For who may make no control group: asks {@code /proc} about each command and its children. What has ended is counted as it
 * was when somebody last asked.
 */
final class ProcessTree implements Meter {

    private final ScratchFolder pids = ScratchFolder.temporary("meter-");
    private final Map<Path, Duration> processor = new HashMap<>();
    private long peakKibibytes;
    private int commands;

    @Override
    public String method() {
        return "/proc, since this user may make no control group: what ends early is not seen to its end";
    }

    @Override
    public List<String> in(List<String> command) {
        Path pid = pids.path().resolve(Integer.toString(++commands));
        List<String> all =
                new ArrayList<>(List.of("sh", "-c", "echo $$ >\"$1\"; shift; exec \"$@\"", "sh", pid.toString()));
        all.addAll(command);
        return all;
    }

    @Override
    public Duration processor() {
        look();
        return processor.values().stream().reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public long peakMebibytes() {
        look();
        return peakKibibytes >> 10;
    }

    private void look() {
        long resident = 0;
        try (var files = Files.list(pids.path())) {
            for (Path file : files.toList()) {
                Duration used = Duration.ZERO;
                for (long each : tree(file).toArray()) {
                    ProcessFiles process = new ProcessFiles(each);
                    used = used.plus(process.processor());
                    resident += process.peakKibibytes();
                }
                processor.merge(file, used, (before, now) -> now.compareTo(before) > 0 ? now : before);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        peakKibibytes = Math.max(peakKibibytes, resident);
    }

    private static LongStream tree(Path file) throws IOException {
        String pid = Files.readString(file).strip();
        return pid.isEmpty()
                ? LongStream.empty()
                : LongStream.concat(
                        LongStream.of(Long.parseLong(pid)),
                        ProcessHandle.of(Long.parseLong(pid)).stream()
                                .flatMap(ProcessHandle::descendants)
                                .mapToLong(ProcessHandle::pid));
    }

    @Override
    public void close() {
        pids.delete();
    }
}
