package com.dotscience.cli.connection;

import com.dotscience.dialing.ProxyEnvironment;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which Gateway to ask, and how.
 *
 * @param source where the address stands, for error messages
 * @param tokenSource where the token stands, for error messages
 * @param ca a PEM file of the certificate authorities to trust; the system's if empty
 * @param proxies through which the Gateway may have to be dialled
 * @param warnings what people should know about their configuration
 * @param reminders what they should know too, and know when they were told once
 */
public record Settings(
        Address gateway,
        String source,
        String token,
        String tokenSource,
        Optional<Path> ca,
        ProxyEnvironment proxies,
        List<String> warnings,
        List<String> reminders) {

    /** Without the token (R10). */
    @Override
    public String toString() {
        return gateway + " (from " + source + ")";
    }
}
