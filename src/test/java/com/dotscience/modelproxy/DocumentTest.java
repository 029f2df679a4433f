package com.dotscience.modelproxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.ModelProxyContract;
import com.dotscience.modelproxy.traffic.Limits;
import com.dotscience.testing.Pure;
import com.dotscience.testing.Readme;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code docs/model-proxy.md} names every variable and every limit, with its value, and none that does not exist. */
@Pure
class DocumentTest {

    private static final Set<String> NO_VARIABLES = Set.of(
            "HEALTH_PATH",
            "METRICS_PATH",
            "DRAINED_PATH",
            "IMAGE_NAME",
            "SCRAPE_ANNOTATION",
            "SCRAPE_PATH_ANNOTATION",
            "SCRAPE_PORT_ANNOTATION");
    private static final Readme DOCUMENT = Readme.document("model-proxy.md");

    @Test
    void itListsEveryVariable() throws ReflectiveOperationException {
        List<String> variables = new ArrayList<>();
        for (Field field : ModelProxyContract.class.getFields()) {
            if (field.getType() == String.class
                    && !field.getName().startsWith("DEFAULT_")
                    && !NO_VARIABLES.contains(field.getName())) {
                variables.add((String) field.get(null));
            }
        }
        assertThat(DOCUMENT.table("## Environment", "| Variable | Default | |"))
                .extracting(row -> row.get(0))
                .containsExactlyElementsOf(variables);
    }

    @Test
    void itNamesTheDefaults() {
        Settings bare = Settings.from(Map.of("TF_SERVING_ADDR", "http://127.0.0.1:1234", "RECORD_URL", "http://a"));
        Settings.Recording recording = bare.recording().orElseThrow();
        assertThat(DOCUMENT.table("## Environment", "| Variable | Default | |"))
                .filteredOn(row -> !row.get(1).isEmpty())
                .extracting(row -> row.get(0) + "=" + row.get(1))
                .containsExactly(
                        "TF_SERVING_PROXY_PORT=" + bare.port(),
                        "TF_SERVING_PROXY_API_PORT=" + bare.apiPort(),
                        "MODEL_NAME=" + bare.modelName(),
                        "TERMINATION_GRACE_PERIOD_SECONDS=" + bare.gracePeriod().toSeconds(),
                        "MODEL_METRICS_PATH=" + bare.modelMetrics().path(),
                        "MODEL_METRICS_PORT=that of `TF_SERVING_ADDR`",
                        "RECORD_PERCENT=" + recording.percent(),
                        "RECORD_MAX_BYTES=" + recording.maxBytes());
        assertThat(bare.modelMetrics().port()).isEqualTo(1234);
        assertThat(List.of(bare.classes(), bare.deploymentId())).containsOnly("");
        assertThat(bare.address()).isEmpty();
    }

    @Test
    void itListsEveryLimit() {
        List<List<String>> limits = Arrays.stream(Limits.class.getRecordComponents())
                .map(limit -> List.of(limit.getName(), value(limit)))
                .toList();
        assertThat(DOCUMENT.table("## Limits", "| Limit | Value | |"))
                .extracting(row -> row.subList(0, 2))
                .containsExactlyElementsOf(limits);
    }

    private static String value(RecordComponent limit) {
        try {
            Object value = limit.getAccessor().invoke(Limits.DEFAULT);
            return value instanceof Duration time ? time.toSeconds() + " s" : value.toString();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
