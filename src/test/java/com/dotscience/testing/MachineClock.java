package com.dotscience.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;

/**
 * The clock of a machine as one process sees it, which can be set while the process runs. What measures how much time has passed goes
 * on. It takes a C compiler, as the control plane does to be built.
 */
public final class MachineClock {

    private final Path library;
    private final Path ahead;

    /** @param folder for its files */
    public MachineClock(Path folder) {
        library = folder.resolve("machine-clock.so");
        ahead = folder.resolve("machine-clock.ahead");
        set(Duration.ZERO);
        Path source = folder.resolve("machine-clock.c");
        try (InputStream text = MachineClock.class.getResourceAsStream("/clock/machine-clock.c")) {
            Files.copy(text, source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Command.of("cc", "-shared", "-fPIC", "-O2", "-Wall", "-Werror", "-o", library.toString(), source.toString())
                .output();
    }

    /** What a process that goes by this clock is started with. */
    public Map<String, String> environment() {
        return Map.of("LD_PRELOAD", library.toString(), "MACHINE_CLOCK", ahead.toString());
    }

    /**
     * Sets it.
     *
     * @param difference from the time that it is, in whole seconds; negative: it is behind
     */
    public void set(Duration difference) {
        ByteBuffer seconds =
                ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(0, difference.toSeconds());
        try {
            // Written over, and not cut short: processes have the file in their memory.
            Files.write(ahead, seconds.array(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
