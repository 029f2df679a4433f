package com.dotscience.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A folder for what nobody needs afterwards. */
public record ScratchFolder(Path path) {

    /** A new one among the machine's temporary files, whose name starts so. */
    public static ScratchFolder temporary(String prefix) {
        try {
            return new ScratchFolder(Files.createTempDirectory(prefix));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** This one, which is empty now: what an earlier run left there is gone. */
    public static ScratchFolder emptied(Path path) {
        ScratchFolder folder = new ScratchFolder(path);
        folder.delete();
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    /** Removes it with all that is in it. */
    public void delete() {
        if (!Files.exists(path)) {
            return;
        }
        try (var paths = Files.walk(path)) {
            for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
