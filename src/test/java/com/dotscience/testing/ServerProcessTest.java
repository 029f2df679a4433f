package com.dotscience.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Embedded
class ServerProcessTest {

    @TempDir
    private Path folder;

    /** The parent of a process, as a program of its own: says the process' id, and goes on. */
    static final class Parent {
        public static void main(String[] arguments) throws Exception {
            // It ends by no signal that a terminal sends, nor by the end of what it reads.
            ServerProcess child = ServerProcess.start(
                    "child", Path.of(arguments[0]), List.of("sh", "-c", "trap '' HUP INT TERM; exec sleep 1000"));
            System.out.println(child.pid());
            child.awaitEnd();
        }
    }

    @Test
    void itDoesNotOutliveAParentThatIsKilled() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = new BufferedReader(new InputStreamReader(parent.getInputStream()))) {
            long pid = Long.parseLong(said.readLine());
            ProcessHandle child = ProcessHandle.of(pid).orElseThrow();
            assertThat(child.isAlive()).isTrue();

            parent.destroyForcibly();

            await().until(() -> !child.isAlive());
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void itIsTheProgramItselfThatGetsSignalsAndEnds() throws Exception {
        ServerProcess process = ServerProcess.start(
                "polite",
                folder,
                List.of("sh", "-c", "trap 'echo goodbye; exit 3' TERM; echo hello; while :; do sleep 0.1; done"));
        try (process) {
            await().until(() -> log("polite").contains("hello"));
            process.terminate();
            process.awaitEnd();
            assertThat(log("polite")).isEqualTo("hello\ngoodbye\n");
            assertThatThrownBy(process::mustBeAlive).hasMessageStartingWith("polite ended with code 3:");
        }
    }

    private String log(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".log"));
    }
}
