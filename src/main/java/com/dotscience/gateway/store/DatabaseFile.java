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
 * The file of the embedded database, which holds hashes of tokens: what is made here, this user alone may read. What was there
 * before stays as it is.
 */
record DatabaseFile(Path file, boolean isNew) {
    private static final Pattern EMBEDDED = Pattern.compile("jdbc:h2:file:([^;]+).*");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    /**
     * That of a JDBC URL, its folder made if it is missing.
     *
     * @return empty if the database is no file
     * @throws StartFailure if the file is empty: it was a database once, or the disk was full
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

    /** Once the database has made it. */
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
