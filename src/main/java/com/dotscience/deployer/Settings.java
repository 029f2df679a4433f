package com.dotscience.deployer;

import com.dotscience.api.IngressUrl;
import com.dotscience.deployer.plan.limits.Limits;
import com.dotscience.deployer.plan.limits.WrongLimitException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.util.TimeUtils;

/**
 * The deployer's configuration: the bundled {@code application.properties}, overridden by environment variables,
 * overridden by flags. Each value is checked when it is asked for.
 */
final class Settings {

    private static final Pattern DURATION = Pattern.compile("(\\d+h)?(\\d+m)?(\\d+s)?(\\d+ms)?");

    private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^\\s:/\\[\\]]+):[1-9][0-9]{0,4}");

    /** A DNS label (RFC 1123), to which the API server holds the name of a namespace. */
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    private static final Set<String> SECRETS = Set.of("deployer.token", "deployer.metrics.password");

    private final Properties values;
    private final Map<String, String> secrets;

    private Settings(Properties values, Map<String, String> secrets) {
        this.values = values;
        this.secrets = Map.copyOf(secrets);
    }

    /**
     * Reads the configuration.
     *
     * @param environment where {@code deployer.poll.interval} is {@code DEPLOYER_POLL_INTERVAL}
     * @param flags values given on the command line, by property name
     */
    static Settings load(Map<String, String> environment, Map<String, String> flags) {
        Properties values = new Properties();
        try (InputStream bundled = Settings.class.getResourceAsStream("/application.properties")) {
            values.load(bundled);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (String name : values.stringPropertyNames()) {
            String variable = environment.get(variable(name));
            if (variable != null) {
                values.setProperty(name, variable);
            }
        }
        Map<String, String> secrets = new HashMap<>(flags);
        secrets.keySet().retainAll(SECRETS);
        flags.forEach(values::setProperty);
        SECRETS.forEach(values::remove);
        return new Settings(values, secrets);
    }

    /** All values by name but the secrets, for Camel's placeholders. Camel shows what it knows in its consoles, so it gets to know no secret. */
    Properties asProperties() {
        return values;
    }

    String text(String name) {
        return values.getProperty(name, "").trim();
    }

    /** A value that is shown to nobody; empty if it is not set. */
    String secret(String name) {
        return secrets.getOrDefault(name, "").trim();
    }

    boolean flag(String name) {
        String text = text(name).toLowerCase(Locale.ROOT);
        if (!text.equals("true") && !text.equals("false")) {
            throw wrong(name, "must be true or false");
        }
        return text.equals("true");
    }

    /** A value that has to be one of these words, in lower case. */
    String choice(String name, String... words) {
        String text = text(name).toLowerCase(Locale.ROOT);
        if (!List.of(words).contains(text)) {
            throw wrong(name, "must be " + String.join(" or ", words));
        }
        return text;
    }

    int number(String name, int least, int most) {
        try {
            int number = Integer.parseInt(text(name));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The exception below says what a number may be.
        }
        throw wrong(name, "must be a whole number from " + least + " to " + most);
    }

    /** A duration as people write it: {@code 500ms}, {@code 10s}, {@code 1m30s}, {@code 1h}. */
    Duration duration(String name) {
        String text = text(name);
        if (!text.isEmpty() && DURATION.matcher(text).matches()) {
            return Duration.ofMillis(TimeUtils.toMilliSeconds(text));
        }
        throw wrong(name, "must be a duration such as 500ms, 10s or 1m30s");
    }

    /** An address as {@code host:port}, the host in brackets if it has colons. */
    String address(String name) {
        if (!ADDRESS.matcher(text(name)).matches()) {
            throw wrong(name, "must be HOST:PORT, such as gateway.example.com:8800");
        }
        return text(name);
    }

    /** How the cluster's ingresses are reached from outside. */
    IngressUrl ingressUrl(String name) {
        return IngressUrl.parse(text(name))
                .orElseThrow(
                        () -> wrong(name, "must be http://* or https://*, perhaps with a port as in http://*:30080"));
    }

    /** Names of namespaces, separated by commas; none if nothing is given. */
    List<String> namespaces(String name) {
        if (text(name).isEmpty()) {
            return List.of();
        }
        List<String> namespaces =
                Stream.of(text(name).split(",", -1)).map(String::trim).toList();
        if (!namespaces.stream().allMatch(each -> NAMESPACE.matcher(each).matches())) {
            throw wrong(name, "must be the names of namespaces, separated by commas, such as models,staging");
        }
        return namespaces;
    }

    /** What the cluster's owner allows, whoever asks. */
    Limits limits(String ownNamespace, List<String> served) {
        try {
            return Limits.of(this::text, ownNamespace, served);
        } catch (WrongLimitException e) {
            throw wrong(e.setting(), e.getMessage());
        }
    }

    private ConfigurationException wrong(String name, String what) {
        return new ConfigurationException(name + " (" + variable(name) + ") " + what + ", but is '" + text(name) + "'");
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
