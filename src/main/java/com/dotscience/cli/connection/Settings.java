package com.dotscience.cli.connection;

import com.dotscience.dialing.ProxyEnvironment;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The Gateway to call, and how to call it.
 *
 * @param source says in error messages where the address stands
 * @param tokenSource says in error messages where the token stands
 * @param caller who calls, as {@code user@host}
 * @param ca a PEM file of the certificate authorities to trust; empty for those of the system
 * @param proxies the proxies through which the Gateway may have to be dialled
 * @param warnings warnings about the configuration, which each command shows
 * @param reminders warnings that are shown once in a terminal session
 */
public record Settings(
        Address gateway,
        String source,
        String token,
        String tokenSource,
        String caller,
        Optional<Path> ca,
        ProxyEnvironment proxies,
        List<String> warnings,
        List<String> reminders) {

    /** The token is left out, because it must not be shown (R10). */
    @Override
    public String toString() {
        return gateway + " (from " + source + ")";
    }
}
