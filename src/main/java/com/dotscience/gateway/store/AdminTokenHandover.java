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
 * Hands a new admin token to a running Gateway. Only one process can open an embedded database, so {@code reset-admin-token} writes
 * the hash of the token into a file beside it, and the Gateway reads the file at the next call of its management API. Writing that
 * file needs the same rights as writing the database.
 */
public final class AdminTokenHandover {

    private final Path given;
    private final Path taken;

    private AdminTokenHandover(DatabaseFile database) {
        given = database.file().resolveSibling("admin-token.given");
        taken = database.file().resolveSibling("admin-token.taken");
    }

    /** Returns the handover beside an embedded database; empty for a database that other processes can open. */
    public static Optional<AdminTokenHandover> beside(String databaseUrl) {
        return DatabaseFile.of(databaseUrl).map(AdminTokenHandover::new);
    }

    /**
     * Leaves the hash of a token for the running Gateway.
     *
     * @throws StartFailure if the file cannot be written
     */
    public void offer(String hash) {
        try {
            Path complete = Files.createTempFile(
                    given.getParent(),
                    "admin-token",
                    ".tmp",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(complete, hash, US_ASCII);
            Files.move(complete, given, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StartFailure("cannot write " + given + ": " + e.getMessage(), e);
        }
    }

    /** Returns the hash that was left, if any. It is returned again until it is {@linkplain #acknowledge acknowledged}. */
    Optional<String> poll() throws IOException {
        try {
            // The file is renamed first, so that a second hash that arrives meanwhile is not deleted with this one.
            Files.move(given, taken, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            // Nothing new was left, but a Gateway that was killed may have renamed a file and not stored its hash.
        }
        return Files.exists(taken) ? Optional.of(Files.readString(taken, US_ASCII)) : Optional.empty();
    }

    /** Notes that the hash was stored. */
    void acknowledge() throws IOException {
        Files.deleteIfExists(taken);
    }
}
