package com.dotscience.deployer.memory;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Pure
class ContainerMemoryTest {

    @TempDir
    private Path root;

    private Path ownGroup;
    private ContainerMemory memory;

    @BeforeEach
    void aMachineWithControlGroups() throws IOException {
        ownGroup = root.resolve("own");
        memory = new ContainerMemory(root, ownGroup);
    }

    @Test
    void whatTheKernelCouldDropAtOnceDoesNotCount() throws IOException {
        isIn("0::/\n");
        group(root, "1000", "800", "anon 500\ninactive_file 200\nactive_file 100\n");

        assertThat(memory.use()).contains(new MemoryUse("that its container may take", 600, 1000));
    }

    @Test
    void theGroupIsTheOneThatThisProcessIsIn() throws IOException {
        isIn("1:name=systemd:/elsewhere\n0::/kubepods/pod1\n");
        group(root, "max", "5000", "inactive_file 0\n");
        group(root.resolve("kubepods/pod1"), "1000", "800", "inactive_file 0\n");

        assertThat(memory.use()).contains(new MemoryUse("that its container may take", 800, 1000));
    }

    @Test
    void aGroupThatIsOnTheMachineOnlyIsTheMountedRoot() throws IOException {
        isIn("0::/kubepods/pod1\n");
        group(root, "1000", "800", "inactive_file 0\n");

        assertThat(memory.use()).contains(new MemoryUse("that its container may take", 800, 1000));
    }

    @Test
    void whereThereIsNoLimitThereIsNoUse() throws IOException {
        assertThat(memory.use()).as("no control groups").isEmpty();

        isIn("4:memory:/docker/1\n");
        assertThat(memory.use()).as("version 1").isEmpty();

        isIn("0::/\n");
        group(root, "max", "800", "inactive_file 0\n");
        assertThat(memory.use()).as("no limit").isEmpty();
    }

    private void isIn(String group) throws IOException {
        Files.writeString(ownGroup, group);
    }

    private static void group(Path folder, String limit, String current, String statistics) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("memory.max"), limit + "\n");
        Files.writeString(folder.resolve("memory.current"), current + "\n");
        Files.writeString(folder.resolve("memory.stat"), statistics);
    }
}
