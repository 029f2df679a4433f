package com.dotscience.dialing;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The proxies that the environment names: {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY}, in either case of
 * letters, by the rules of Go's {@code net/http}, which kubectl and the Go program follow: upper case wins, and this
 * machine itself is never reached through a proxy.
 */
public final class ProxyEnvironment {

    private final Map<String, String> environment;
    private final Predicate<Destination> direct;

    /** @param environment the process's environment variables */
    public ProxyEnvironment(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        Predicate<Destination> excepted = Stream.of(value("NO_PROXY").orElse("").split(","))
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty())
                .map(NoProxyEntry::parse)
                .reduce(destination -> false, Predicate::or);
        this.direct = excepted.or(Destination::isThisMachine);
    }

    /**
     * The proxy for a connection that speaks TLS, or gRPC: {@code HTTPS_PROXY}.
     *
     * @throws IllegalArgumentException with a sentence for people if the variable cannot be read
     */
    public Optional<Proxy> forHttps(String host, int port) {
        return proxy("HTTPS_PROXY", new Destination(host, port));
    }

    /**
     * The proxy for a Gateway, with TLS or without. It is that of {@link #forHttps}, and must take CONNECT.
     *
     * @throws IllegalArgumentException as {@link #forHttps} does, and for a proxy that does not take CONNECT
     */
    public Optional<Proxy> forGateway(String host, int port) {
        Optional<Proxy> proxy = forHttps(host, port);
        proxy.filter(found -> !found.scheme().equals("http")).ifPresent(other -> {
            throw new IllegalArgumentException("The variable HTTPS_PROXY has the scheme " + other.scheme()
                    + ", by which no Gateway can be dialled: give http://HOST:PORT, or name the Gateway in NO_PROXY");
        });
        return proxy;
    }

    /** The proxy for a connection in plain text: {@code HTTP_PROXY}; fails as {@link #forHttps} does. */
    public Optional<Proxy> forHttp(String host, int port) {
        return proxy("HTTP_PROXY", new Destination(host, port));
    }

    private Optional<Proxy> proxy(String variable, Destination destination) {
        if (direct.test(destination)) {
            return Optional.empty();
        }
        return value(variable).map(text -> {
            try {
                return Proxy.parse(text);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("The variable " + variable + " " + e.getMessage());
            }
        });
    }

    private Optional<String> value(String variable) {
        return Stream.of(variable, variable.toLowerCase(Locale.ROOT))
                .map(name -> environment.getOrDefault(name, "").strip())
                .filter(text -> !text.isEmpty())
                .findFirst();
    }
}
