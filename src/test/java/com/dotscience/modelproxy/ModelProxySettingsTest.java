package com.dotscience.modelproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dotscience.testing.Pure;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the environment means, and the one line that says what is wrong with it. */
@Pure
class ModelProxySettingsTest {

    private static final Map<String, String> OF_THE_GO_PROGRAM = Map.of(
            "TF_SERVING_ADDR", "http://127.0.0.1:8501",
            "TF_SERVING_PROXY_PORT", "9501",
            "TF_CLASSES", "{\"stop\":0,\"go\":1}",
            "DEPLOYMENT_ID", "0ddb4984-802b-4a0f-a81e-9479f280b1ea");

    @Test
    void aPodOfTheGoProgramHasAllThatIsNeeded() {
        Settings settings = Settings.from(OF_THE_GO_PROGRAM);
        assertThat(settings.model()).isEqualTo(InetSocketAddress.createUnresolved("127.0.0.1", 8501));
        assertThat(settings.port()).isEqualTo(9501);
        assertThat(settings.apiPort()).isEqualTo(9502);
        assertThat(settings.modelName()).isEqualTo("model");
        assertThat(settings.classes()).isEqualTo("{\"stop\":0,\"go\":1}");
        assertThat(settings.deploymentId()).isEqualTo("0ddb4984-802b-4a0f-a81e-9479f280b1ea");
        assertThat(settings.gracePeriod()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.modelMetrics())
                .isEqualTo(new Settings.ModelMetrics("/monitoring/prometheus/metrics", 8501));
        assertThat(settings.recording()).isEmpty();
    }

    @Test
    void everythingCanBeSaid() {
        Map<String, String> environment = new HashMap<>(OF_THE_GO_PROGRAM);
        environment.putAll(Map.of(
                "TF_SERVING_ADDR", "http://[::1]:80/",
                "TF_SERVING_PROXY_PORT", "7001",
                "TF_SERVING_PROXY_API_PORT", "7002",
                "MODEL_NAME", "roadsigns",
                "TERMINATION_GRACE_PERIOD_SECONDS", "120",
                "MODEL_METRICS_PATH", "/metrics",
                "MODEL_METRICS_PORT", "8082",
                "RECORD_URL", "http://sink.example:8080/events",
                "RECORD_PERCENT", "10",
                "RECORD_MAX_BYTES", "1000"));
        Settings settings = Settings.from(environment);
        assertThat(settings.model()).isEqualTo(InetSocketAddress.createUnresolved("::1", 80));
        assertThat(settings.port()).isEqualTo(7001);
        assertThat(settings.apiPort()).isEqualTo(7002);
        assertThat(settings.modelName()).isEqualTo("roadsigns");
        assertThat(settings.gracePeriod()).isEqualTo(Duration.ofSeconds(120));
        assertThat(settings.modelMetrics()).isEqualTo(new Settings.ModelMetrics("/metrics", 8082));
        assertThat(settings.recording())
                .contains(new Settings.Recording(URI.create("http://sink.example:8080/events"), 10, 1000));
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', textBlock = """
            TF_SERVING_ADDR                  | ''                      | TF_SERVING_ADDR is not set; set it to the model's address, such as http://127.0.0.1:8501
            TF_SERVING_ADDR                  | 127.0.0.1:8501          | TF_SERVING_ADDR must be http://HOST:PORT, but is '127.0.0.1:8501'; set it to the model's address, such as http://127.0.0.1:8501
            TF_SERVING_ADDR                  | https://127.0.0.1       | TF_SERVING_ADDR must be http://HOST:PORT, but is 'https://127.0.0.1'; set it to the model's address, such as http://127.0.0.1:8501
            TF_SERVING_ADDR                  | http://127.0.0.1/v1     | TF_SERVING_ADDR must be http://HOST:PORT, but is 'http://127.0.0.1/v1'; set it to the model's address, such as http://127.0.0.1:8501
            TF_SERVING_ADDR                  | http://127.0.0.1:99999  | TF_SERVING_ADDR must be http://HOST:PORT, but is 'http://127.0.0.1:99999'; set it to the model's address, such as http://127.0.0.1:8501
            TF_SERVING_PROXY_PORT            | nine                    | TF_SERVING_PROXY_PORT must be a number from 1 to 65535, but is 'nine'
            TF_SERVING_PROXY_PORT            | 9502                    | TF_SERVING_PROXY_PORT and TF_SERVING_PROXY_API_PORT are both 9502; give each a port of its own
            TF_SERVING_PROXY_API_PORT        | 0                       | TF_SERVING_PROXY_API_PORT must be a number from 1 to 65535, but is '0'
            TERMINATION_GRACE_PERIOD_SECONDS | -1                      | TERMINATION_GRACE_PERIOD_SECONDS must be a number from 0 to 86400, but is '-1'
            MODEL_METRICS_PATH               | metrics                 | MODEL_METRICS_PATH must begin with a slash and have no spaces, but is 'metrics'
            MODEL_METRICS_PORT               | 65536                   | MODEL_METRICS_PORT must be a number from 1 to 65535, but is '65536'
            RECORD_URL                       | sink.example            | RECORD_URL must be http[s]://HOST[:PORT][/PATH], but is 'sink.example'
            """)
    void whatIsWrongIsSaidInOneLine(String variable, String value, String line) {
        Map<String, String> environment = new HashMap<>(OF_THE_GO_PROGRAM);
        environment.put(variable, value);
        assertThatThrownBy(() -> Settings.from(environment))
                .isInstanceOf(SettingsException.class)
                .hasMessage(line);
    }

    @ParameterizedTest
    @CsvSource({"RECORD_PERCENT,0", "RECORD_PERCENT,101", "RECORD_MAX_BYTES,0", "RECORD_MAX_BYTES,1048577"})
    void whatIsRecordedHasBounds(String variable, String value) {
        Map<String, String> environment = new HashMap<>(OF_THE_GO_PROGRAM);
        environment.put("RECORD_URL", "http://sink.example");
        environment.put(variable, value);
        assertThatThrownBy(() -> Settings.from(environment))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(variable + " must be a number from 1 to ");
    }
}
