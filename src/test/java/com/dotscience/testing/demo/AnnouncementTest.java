package com.dotscience.testing.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Embedded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Embedded
class AnnouncementTest {

    @TempDir
    private Path home;

    @Test
    void itIsWhereDsLooks() {
        assertThat(Announcement.place(Map.of("HOME", "/home/me")))
                .isEqualTo(Path.of("/home/me/.config/dotscience/demo.properties"));
        assertThat(Announcement.place(Map.of("HOME", "/home/me", "XDG_CONFIG_HOME", "/etc/me")))
                .isEqualTo(Path.of("/etc/me/dotscience/demo.properties"));
    }

    /** R10 */
    @Test
    void onlyItsOwnerReadsTheToken() throws IOException {
        Path file = home.resolve("dotscience/demo.properties");
        Files.createDirectories(file.getParent());
        // Left behind, for all to read.
        Files.writeString(file, "pid=0");

        Announcement.write(file, "http://127.0.0.1:8800", "secret");

        assertThat(Files.getPosixFilePermissions(file))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        assertThat(file).content().contains("gateway=http\\://127.0.0.1\\:8800", "token=secret");
    }

    @Test
    void itIsThereWhileTheDemoRuns() {
        Path file = home.resolve("demo.properties");
        assertThat(Announcement.running(file)).isEmpty();

        Announcement announcement = Announcement.write(file, "http://127.0.0.1:8800", "secret");
        assertThat(Announcement.running(file)).hasValue(ProcessHandle.current().pid());

        announcement.close();
        assertThat(file).doesNotExist();
    }

    @Test
    void whatADeadDemoLeftCountsForNothing() throws IOException {
        Path file = Files.writeString(home.resolve("demo.properties"), "pid=999999999\n");

        assertThat(Announcement.running(file)).isEmpty();
    }
}
