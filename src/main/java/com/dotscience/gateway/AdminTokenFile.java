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

/** A file with the admin token in it and nothing else, such as a key of a mounted Secret. */
record AdminTokenFile(Path path) {
    /** What is shorter could be guessed. */
    private static final int SHORTEST = 32;

    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{" + SHORTEST + ",}");

    /**
     * Reads it.
     *
     * @return the token; empty if there is no such file
     * @throws StartFailure if it cannot be read, or what it has is no token; the message does not say what it has
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
            throw new StartFailure("--admin-token-file: " + path + " must have one line of at least " + SHORTEST
                    + " printable characters without spaces, such as 'openssl rand -hex 32' prints");
        }
        return Optional.of(new Token(secret));
    }
}
