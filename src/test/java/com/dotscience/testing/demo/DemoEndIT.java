package com.dotscience.testing.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.NeedsDistribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However the demo ends: ten seconds later nothing of it runs. */
@NeedsDistribution
class DemoEndIT {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** What a model deployment in two pods runs as. */
    private static final int PROGRAMS_OF_PODS = 4;

    @TempDir
    private Path home;

    @Test
    void nothingIsLeftOfOneThatIsKilled() throws Exception {
        nothingIsLeftAfter(ProcessHandle::destroyForcibly);
    }

    @Test
    void nothingIsLeftOfOneThatIsEnded() throws Exception {
        nothingIsLeftAfter(ProcessHandle::destroy);
    }

    private void nothingIsLeftAfter(Consumer<ProcessHandle> end) throws Exception {
        assumeThat(Announcement.running(Announcement.place(System.getenv())))
                .as("a demo that somebody plays with, and that has its files where another would")
                .isEmpty();
        try (Terminals terminals = new Terminals(home)) {
            Terminals.Running demo = terminals.type("hack/demo");
            await("the demo").until(() -> demo.printed().contains("Ctrl-C ends it all."));
            Terminals.Running created =
                    terminals.type("hack/ds deployment create --model-name roadsigns -d demo -i demo/roadsigns:1 -r 2"
                            + " --host roadsigns.localhost --classes @hack/roadsigns-classes.json --wait");
            await("the model").until(() -> !created.process().isAlive());
            assertThat(created.failed()).as(created.printed()).isFalse();
            ProcessHandle program = program(terminals);
            List<ProcessHandle> all = program.descendants().toList();
            // Beside the deployer; and each has a watcher.
            assertThat(all).hasSizeGreaterThan(PROGRAMS_OF_PODS);

            end.accept(program);

            await().atMost(LONGEST)
                    .until(() -> Stream.concat(Stream.of(program), all.stream()).noneMatch(ProcessHandle::isAlive));
        }
    }

    private ProcessHandle program(Terminals terminals) throws IOException {
        Properties announced = new Properties();
        try (var reader = Files.newBufferedReader(Announcement.place(terminals.environment()))) {
            announced.load(reader);
        }
        return ProcessHandle.of(Long.parseLong(announced.getProperty("pid"))).orElseThrow();
    }
}
