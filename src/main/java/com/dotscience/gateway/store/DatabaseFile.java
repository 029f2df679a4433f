package com.dotscience.gateway.store;

import com.dotscience.gateway.options.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file of the embedded database. It contains hashes of tokens, so a new file and a new directory are readable by this user only.
 * The permissions of existing ones are not changed.
 */
record DatabaseFile(Path file, boolean isNew) {
    private static final Pattern EMBEDDED = Pattern.compile("jdbc:h2:file:([^;]+).*");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    /**
     * Finds the file in a JDBC URL, and creates its directory if that is missing.
     *
     * @return the file; empty if the database is not embedded
     * @throws StartFailure if the file is empty, because H2 would silently start with an empty database
     */
    static Optional<DatabaseFile> of(String url) {
        Matcher embedded = EMBEDDED.matcher(url);
        if (!embedded.matches()) {
            return Optional.empty();
        }
        Path file = Path.of(embedded.group(1) + ".mv.db");
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (!Files.exists(folder)) {
                Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
            }
            if (Files.exists(file) && Files.size(file) == 0) {
                throw new StartFailure(
                        "the database " + file + " is empty, as a full disk or a broken copy leaves one: put back"
                                + " a backup, or delete it to begin anew, without any deployer");
            }
            return Optional.of(new DatabaseFile(file, !Files.exists(file)));
        } catch (IOException e) {
            throw new StartFailure(
                    "the folder of the database " + file + " cannot be made: " + e + "; check --data", e);
        }
    }

    /** Restricts the permissions of a new file. The database has to have created it before. */
    void protect() {
        try {
            if (isNew && Files.exists(file)) {
                Files.setPosixFilePermissions(file, FILE);
            }
        } catch (IOException e) {
            throw new StartFailure("the database " + file + " cannot be made this user's own: " + e, e);
        }
    }
}
