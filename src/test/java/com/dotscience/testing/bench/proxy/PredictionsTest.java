package com.dotscience.testing.bench.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Pure
class PredictionsTest {

    private final ObjectMapper json = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(ints = {1_000, 10_000, 1_000_000})
    void theyAreAsLargeAsAskedForAndOfTheClassesTheySay(int bytes) throws Exception {
        Predictions predictions = Predictions.ofSize(bytes);

        assertThat(predictions.json()).hasSize(bytes);
        JsonNode names = json.readTree(Predictions.classes());
        Map<String, Integer> byClass = new TreeMap<>();
        for (JsonNode instance : json.readTree(predictions.json()).get("predictions")) {
            assertThat(instance).hasSize(names.size()).hasSize(Predictions.CLASSES);
            byClass.merge(names.get(highest(instance)).textValue(), 1, Integer::sum);
        }
        assertThat(predictions.byClass()).isEqualTo(byClass);
    }

    private static int highest(JsonNode instance) {
        int highest = 0;
        for (int i = 1; i < instance.size(); i++) {
            if (instance.get(i).doubleValue() > instance.get(highest).doubleValue()) {
                highest = i;
            }
        }
        return highest;
    }
}
