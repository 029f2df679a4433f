package com.dotscience.testing.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.NeedsDistribution;
import com.dotscience.testing.Readme;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Types what the README shows, and then the documents it leads to, in their order, and compares what is printed with that. */
@NeedsDistribution
class ReadmeIT {

    private static final String LOOP = "while ";
    private static final Path PAYLOAD = Path.of("hack/test_payload.json");

    private final Shown shown = new Shown();
    private final List<Terminals.Running> endless = new ArrayList<>();

    @TempDir
    private Path home;

    @Test
    void whatTheyShowHappens() throws Exception {
        assumeThat(Announcement.running(Announcement.place(System.getenv())))
                .as("a demo that somebody plays with, and that has its files where another would")
                .isEmpty();
        Path announcement;
        try (Terminals terminals = new Terminals(home)) {
            announcement = Announcement.place(terminals.environment());
            for (Readme document : Readme.all()) {
                for (Readme.Command command : document.commands()) {
                    if (isInstalled(program(command))) {
                        follow(command, terminals);
                    }
                }
            }
            assertThat(announcement).exists();
            assertThat(endless).isNotEmpty().allSatisfy(ReadmeIT::goesOn);
        }
        assertThat(announcement).doesNotExist();
    }

    private void follow(Readme.Command command, Terminals terminals) throws IOException {
        String line = shown.typed(command.line());
        Terminals.Running[] running = {terminals.type(line)};
        await(line).untilAsserted(() -> {
            String printed = running[0].printed();
            boolean ended = !running[0].process().isAlive();
            if (ended && onlyReads(line) && !shown.isIn(printed, command.output())) {
                running[0] = terminals.type(line);
            }
            assertThat(running[0]).as(line).matches(each -> !each.failed(), "did not fail");
            assertThat(shown.isIn(printed, command.output()))
                    .as("$ %s%nprinted%n%s%nbut what is shown is%n%s", line, printed, command.output())
                    .isTrue();
        });
        if (line.startsWith(LOOP)) {
            endless.add(running[0]);
        }
        if (line.endsWith(":predict") && line.startsWith("curl ")) {
            assertThat(Predicted.in(running[0].printed())).isEqualTo(Predicted.inThePicture(PAYLOAD));
        }
    }

    /** It was to end when something failed. */
    private static void goesOn(Terminals.Running loop) {
        assertThat(loop.process().isAlive()).as(loop.line()).isTrue();
        assertThat(loop.printed()).as(loop.line()).isEmpty();
    }

    /** News takes a moment: what only reads is typed again, as people do. */
    private static boolean onlyReads(String line) {
        return Stream.of(" ls", " get ", " logs ", "/api/metrics").anyMatch(line::contains);
    }

    private static String program(Readme.Command command) {
        return Stream.of(command.line().split("\\s+"))
                .filter(word -> !word.contains("=") && !word.equals("\\") && !LOOP.startsWith(word))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isInstalled(String program) {
        return program.contains("/")
                || Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
