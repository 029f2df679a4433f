package com.dotscience.deployer.plan.limits;

import com.dotscience.api.ModelProxyContract;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Names who takes what model-proxies record, both in what is asked for and in what exists. Path and query of the URL are left out: they
 * may hold a password, and are the sink's own business.
 *
 * @param host in small letters; empty if the URL has none
 * @param port the port that is dialled; empty if the URL has no host
 */
record RecordSink(String host, String port) {

    /** Nothing that two readers of URLs could take for different hosts, such as a user before it. */
    private static final Pattern URL = Pattern.compile(
            "http(s)?://([a-z0-9.-]+|\\[[0-9a-f:.]+])(?::([0-9]{1,5}))?(?:[/?#].*)?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Another URL, which no model-proxy starts with, names no host. */
    static RecordSink of(String url) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            return new RecordSink("", "");
        }
        String usual = parts.group(1) == null ? "80" : "443";
        return new RecordSink(parts.group(2).toLowerCase(Locale.ROOT), parts.group(3) == null ? usual : parts.group(3));
    }

    /** Returns, as text, those that containers of pods record to. */
    static Stream<String> of(PodSpec there) {
        return there.getContainers().stream()
                .flatMap(container -> container.getEnv().stream())
                .filter(variable -> ModelProxyContract.RECORD_URL.equals(variable.getName()))
                .map(EnvVar::getValue)
                .filter(url -> url != null)
                .map(url -> of(url).text());
    }

    String text() {
        return host.isEmpty() ? "" : host + ":" + port;
    }

    /** A pattern without a port is about every port of the host. */
    boolean matches(NamePattern pattern) {
        return pattern.matches(host) || pattern.matches(text());
    }
}
