package com.dotscience.cli.connection;

import com.dotscience.cli.output.DsException;
import com.dotscience.dialing.ProxyEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.Stream;

/**
 * Finds out which Gateway to call: by the option, the environment, the user's file, or the demo that is running, in this order. The
 * token and the authorities in a file are used only for the Gateway that the file names.
 */
public final class Configuration {

    private static final String GATEWAY = "DS_GATEWAY";
    private static final String TOKEN = "DS_TOKEN";
    private static final String CA = "DS_CA";

    private final Map<String, String> environment;
    private final LongPredicate running;
    private final Path folder;

    /** @param running returns whether the process with an id is alive */
    public Configuration(Map<String, String> environment, LongPredicate running) {
        this.environment = environment;
        this.running = running;
        this.folder = variable("XDG_CONFIG_HOME")
                .map(Path::of)
                .orElseGet(() -> Path.of(variable("HOME").orElseGet(() -> System.getProperty("user.home")), ".config"))
                .resolve("dotscience");
    }

    /**
     * Returns the settings to use.
     *
     * @param gatewayOption the address on the command line, or null
     * @throws DsException if something is missing or wrong; the message says how to correct it
     */
    public Settings settings(String gatewayOption) {
        List<ConfigurationFile> files = files();
        Named<Address> gateway = gateway(gatewayOption, files);
        Optional<ConfigurationFile> file = files.stream()
                .filter(candidate -> candidate.gateway().equals(gateway.value()))
                .findFirst();
        Named<String> token = variable(TOKEN)
                .map(value -> new Named<>(value, TOKEN))
                .or(() -> file.flatMap(found ->
                        found.value("token").map(value -> new Named<>(value, "token in " + found.path()))))
                .orElseThrow(() -> DsException.usage("no token for the Gateway at " + gateway.value() + ": set " + TOKEN
                        + " to its admin token: 'ds-gateway reset-admin-token' makes one"));
        if (!token.value().matches("[\\x21-\\x7e]+")) {
            throw DsException.usage(
                    token.source() + " has spaces or other characters that no token has: copy it again");
        }
        return new Settings(
                gateway.value(),
                gateway.source(),
                token.value(),
                token.source(),
                CallerName.of(environment),
                authorities(file),
                proxies(gateway.value()),
                warnings(token, file),
                reminders(gateway.value()));
    }

    private record Named<T>(T value, String source) {}

    private List<ConfigurationFile> files() {
        return Stream.concat(
                        ConfigurationFile.read(folder.resolve("ds.properties")).stream(),
                        ConfigurationFile.read(folder.resolve("demo.properties")).stream()
                                .filter(demo -> demo.isOfARunningProcess(running)))
                .toList();
    }

    private Named<Address> gateway(String option, List<ConfigurationFile> files) {
        if (option != null) {
            return new Named<>(Address.parse(option, "--gateway"), "--gateway");
        }
        return variable(GATEWAY)
                .map(value -> new Named<>(Address.parse(value, GATEWAY), GATEWAY))
                .or(() -> files.stream()
                        .findFirst()
                        .map(file -> new Named<>(file.gateway(), file.path().toString())))
                .orElseThrow(
                        () -> DsException.usage("no Gateway is configured: set " + GATEWAY + " (https://HOST:PORT) and "
                                + TOKEN + ", or write gateway and token into " + folder.resolve("ds.properties")
                                + ", or start hack/demo"));
    }

    private Optional<Path> authorities(Optional<ConfigurationFile> file) {
        Optional<Named<String>> ca = variable(CA)
                .map(value -> new Named<>(value, CA))
                .or(() -> file.flatMap(found ->
                        found.value("ca").map(value -> new Named<>(value, "ca in " + found.path()))));
        ca.filter(named -> !Files.isReadable(Path.of(named.value()))).ifPresent(named -> {
            throw DsException.usage(named.source() + ": the file " + named.value() + " cannot be read");
        });
        return ca.map(named -> Path.of(named.value()));
    }

    private ProxyEnvironment proxies(Address gateway) {
        var proxies = new ProxyEnvironment(environment);
        try {
            proxies.forGateway(gateway.host(), gateway.port());
            return proxies;
        } catch (IllegalArgumentException e) {
            throw DsException.usage(e.getMessage());
        }
    }

    private static List<String> reminders(Address gateway) {
        return gateway.plaintext() && !gateway.isLoopback()
                ? List.of("the token and all else goes to " + gateway + " unencrypted; https:// protects it")
                : List.of();
    }

    private static List<String> warnings(Named<String> token, Optional<ConfigurationFile> file) {
        var warnings = new ArrayList<String>();
        file.filter(ConfigurationFile::isReadableByOthers)
                .filter(found -> !token.source().equals(TOKEN))
                .ifPresent(found -> warnings.add(
                        found.path() + " holds a token and others can read it: chmod 600 " + found.path()));
        return warnings;
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::trim).filter(value -> !value.isEmpty());
    }
}
