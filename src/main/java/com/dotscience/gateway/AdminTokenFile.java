package com.dotscience.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dotscience.gateway.options.StartFailure;
import com.dotscience.gateway.store.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** A file that contains only the admin token, such as a key of a mounted Secret. */
record AdminTokenFile(Path path) {
    /** A shorter token could be guessed. */
    private static final int MIN_LENGTH = 32;

    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{" + MIN_LENGTH + ",}");

    /**
     * Reads the token.
     *
     * @return the token; empty if there is no such file
     * @throws StartFailure if the file cannot be read or contains no token; the message does not show the content
     */
    Optional<Token> read() {
        String secret;
        try {
            secret = Files.readString(path, UTF_8).strip();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StartFailure("--admin-token-file: cannot read " + path + ": " + e.getMessage(), e);
        }
        if (!TOKEN.matcher(secret).matches()) {
            throw new StartFailure("--admin-token-file: " + path + " must have one line of at least " + MIN_LENGTH
                    + " printable characters without spaces, such as 'openssl rand -hex 32' prints");
        }
        return Optional.of(new Token(secret));
    }
}
