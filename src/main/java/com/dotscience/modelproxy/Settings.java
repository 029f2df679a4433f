package com.dotscience.modelproxy;

import com.dotscience.api.ModelProxyContract;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of the model-proxy, which the pod gives in the variables of {@link ModelProxyContract}.
 *
 * @param model the address of the model's server, not resolved
 * @param port for predictions
 * @param apiPort for health, metrics and the drain
 * @param address that both ports listen on; empty for all addresses of the pod, IPv4 and IPv6
 * @param modelName the name under which the model's server serves it
 * @param classes as text; empty if there are none
 * @param deploymentId of the model deployment; empty if it is not known
 * @param gracePeriod of the pod
 * @param modelMetrics where the model serves metrics of its own
 * @param recording how requests and responses are recorded; empty if they are not
 */
public record Settings(
        InetSocketAddress model,
        int port,
        int apiPort,
        Optional<InetAddress> address,
        String modelName,
        String classes,
        String deploymentId,
        Duration gracePeriod,
        ModelMetrics modelMetrics,
        Optional<Recording> recording) {

    // The path of TensorFlow Serving.
    private static final String DEFAULT_METRICS_PATH = "/monitoring/prometheus/metrics";
    private static final int MAX_GRACE_SECONDS = 24 * 60 * 60;
    private static final int DEFAULT_HTTP_PORT = 80;

    /** @param path with its leading slash, and query */
    public record ModelMetrics(String path, int port) {}

    /**
     * @param sink where the CloudEvents are sent
     * @param percent of requests that are recorded, 1 to 100
     * @param maxBytes the size of the largest body that is recorded
     */
    public record Recording(URI sink, int percent, int maxBytes) {}

    /**
     * Reads them from the environment. A variable that is empty counts as one that is not set.
     *
     * @throws SettingsException with one line that names the variable and the remedy
     */
    public static Settings from(Map<String, String> environment) {
        Variables variables = new Variables(environment);
        InetSocketAddress model = modelAddress(variables);
        int port = variables.number(ModelProxyContract.PORT, ModelProxyContract.DEFAULT_PORT, 1, Variables.MAX_PORT);
        int apiPort = variables.number(
                ModelProxyContract.API_PORT, ModelProxyContract.DEFAULT_API_PORT, 1, Variables.MAX_PORT);
        if (port == apiPort) {
            throw new SettingsException(ModelProxyContract.PORT + " and " + ModelProxyContract.API_PORT + " are both "
                    + port + "; give each a port of its own");
        }
        return new Settings(
                model,
                port,
                apiPort,
                listenAddress(variables),
                variables.text(ModelProxyContract.MODEL_NAME, ModelProxyContract.DEFAULT_MODEL_NAME),
                variables.text(ModelProxyContract.CLASSES, ""),
                variables.text(ModelProxyContract.DEPLOYMENT_ID, ""),
                Duration.ofSeconds(variables.number(
                        ModelProxyContract.TERMINATION_GRACE_PERIOD_SECONDS,
                        ModelProxyContract.DEFAULT_TERMINATION_GRACE_PERIOD_SECONDS,
                        0,
                        MAX_GRACE_SECONDS)),
                modelMetrics(variables, model),
                recording(variables));
    }

    InetSocketAddress listen(int atPort) {
        return address.map(only -> new InetSocketAddress(only, atPort)).orElseGet(() -> new InetSocketAddress(atPort));
    }

    private static Optional<InetAddress> listenAddress(Variables variables) {
        String text = variables.text(ModelProxyContract.LISTEN_ADDRESS, "");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!NetUtil.isValidIpV4Address(text) && !NetUtil.isValidIpV6Address(text)) {
            throw new SettingsException(ModelProxyContract.LISTEN_ADDRESS
                    + " must be an IP address such as 127.0.0.1, but is '" + text + "'");
        }
        return Optional.of(NetUtil.createInetAddressFromIpAddressString(text));
    }

    private static InetSocketAddress modelAddress(Variables variables) {
        String example = "; set it to the model's address, such as http://127.0.0.1:8501";
        String text = variables.text(ModelProxyContract.MODEL_ADDRESS, "");
        if (text.isEmpty()) {
            throw new SettingsException(ModelProxyContract.MODEL_ADDRESS + " is not set" + example);
        }
        URI uri = httpUri(text)
                .orElseThrow(() -> new SettingsException(ModelProxyContract.MODEL_ADDRESS
                        + " must be http://HOST:PORT, but is '" + text + "'" + example));
        if (!"http".equals(uri.getScheme())
                || uri.getQuery() != null
                || uri.getUserInfo() != null
                || !(uri.getPath().isEmpty() || uri.getPath().equals("/"))) {
            throw new SettingsException(
                    ModelProxyContract.MODEL_ADDRESS + " must be http://HOST:PORT, but is '" + text + "'" + example);
        }
        String host = uri.getHost().startsWith("[")
                ? uri.getHost().substring(1, uri.getHost().length() - 1)
                : uri.getHost();
        return InetSocketAddress.createUnresolved(host, uri.getPort() == -1 ? DEFAULT_HTTP_PORT : uri.getPort());
    }

    private static ModelMetrics modelMetrics(Variables variables, InetSocketAddress model) {
        String path = variables.text(ModelProxyContract.MODEL_METRICS_PATH, DEFAULT_METRICS_PATH);
        if (!path.matches("/[!-~]*")) {
            throw new SettingsException(ModelProxyContract.MODEL_METRICS_PATH
                    + " must begin with a slash and have no spaces, but is '" + path + "'");
        }
        return new ModelMetrics(
                path, variables.number(ModelProxyContract.MODEL_METRICS_PORT, model.getPort(), 1, Variables.MAX_PORT));
    }

    private static Optional<Recording> recording(Variables variables) {
        String url = variables.text(ModelProxyContract.RECORD_URL, "");
        if (url.isEmpty()) {
            return Optional.empty();
        }
        URI sink = httpUri(url)
                .filter(uri -> uri.getScheme().matches("(?i)https?"))
                .orElseThrow(() -> new SettingsException(
                        ModelProxyContract.RECORD_URL + " must be http[s]://HOST[:PORT][/PATH], but is '" + url + "'"));
        return Optional.of(new Recording(
                sink,
                variables.number(ModelProxyContract.RECORD_PERCENT, 100, 1, 100),
                variables.number(
                        ModelProxyContract.RECORD_MAX_BYTES,
                        ModelProxyContract.DEFAULT_RECORD_MAX_BYTES,
                        1,
                        ModelProxyContract.MOST_RECORD_MAX_BYTES)));
    }

    private static Optional<URI> httpUri(String text) {
        try {
            URI uri = new URI(text);
            return uri.getScheme() == null || uri.getHost() == null || uri.getPort() > Variables.MAX_PORT
                    ? Optional.empty()
                    : Optional.of(uri);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
