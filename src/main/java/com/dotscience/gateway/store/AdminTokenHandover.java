package com.dotscience.gateway.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.dotscience.gateway.options.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * How a new admin token gets into an embedded database that a running Gateway has for itself: its hash is put into a file beside
 * the database, which only who may write the database can do, and the Gateway takes it at the next call of its management API.
 */
public final class AdminTokenHandover {

    private final Path given;
    private final Path taken;

    private AdminTokenHandover(DatabaseFile database) {
        given = database.file().resolveSibling("admin-token.given");
        taken = database.file().resolveSibling("admin-token.taken");
    }

    /** None for a database that others can open while a Gateway runs. */
    public static Optional<AdminTokenHandover> beside(String databaseUrl) {
        return DatabaseFile.of(databaseUrl).map(AdminTokenHandover::new);
    }

    /** @throws StartFailure if the file cannot be written */
    public void give(String hash) {
        try {
            Path whole = Files.createTempFile(
                    given.getParent(),
                    "admin-token",
                    ".tmp",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(whole, hash, US_ASCII);
            Files.move(whole, given, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StartFailure("cannot write " + given + ": " + e.getMessage(), e);
        }
    }

    /** The hash that waits to be taken; it waits until it was {@link #done}. */
    Optional<String> take() throws IOException {
        try {
            // A second one that comes meanwhile is not lost with the first.
            Files.move(given, taken, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            // The one that was taken may be left from a Gateway that was killed.
        }
        return Files.exists(taken) ? Optional.of(Files.readString(taken, US_ASCII)) : Optional.empty();
    }

    void done() throws IOException {
        Files.deleteIfExists(taken);
    }
}
