package com.dotscience.modelproxy.predictions;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Pure
class ResponseHandlerTest {

    private final Responses three = new Responses("[\"cat\", \"dog\", \"cow\"]");
    private final Responses two = new Responses("[\"ham\", \"spam\"]");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[[0.1, 0.7, 0.2], [0.9, 0.1, 0.0]] | dog 0.70, cat 0.90",
                "[[0, 0, 1]] | cow 1.00",
                "[[-3.5, 12.5, 1e1]] | dog",
                "[[1.0e-30, 2.5E-7, 1.2e-8]] | dog 0.00",
                "[[0.1, 0.2, 0.3, 0.4]] | ? 0.40",
                "[[NaN, 0.2, NaN]] | dog 0.20",
                "[[NaN, NaN, NaN]] | ?",
                "[[Infinity, -Infinity, 1]] | cat",
                "[[0.5, 0.5, 0.0]] | cat 0.50",
                "[1, 0, 2, 7] | dog, cat, cow, ?",
                "[[1], [2.0]] | dog, cow",
                "[0.25] | ?",
                "[\"cow\", \"pig\", \"1\"] | cow, ?, dog",
                "[[\"cow\"]] | cow",
                "[] | ~~",
            })
    void tensorFlowsRows(String predictions, String expected) {
        assertThat(three.read("{\"predictions\": " + predictions + "}")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[[0.9], [0.25]] | spam 0.90, ham 0.75",
                "[0.5, 1.0, 0.0] | spam 0.50, spam 1.00, ham 1.00",
                "[1, 0] | spam, ham",
                "[3.5] | ?"
            })
    void oneProbabilityOfTwoClassesIsThatOfTheSecond(String predictions, String expected) {
        assertThat(two.read("{\"predictions\": " + predictions + "}")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"scores\": [0.1, 0.7, 0.2]} | dog 0.70",
                "{\"label\": \"cow\", \"score\": 0.8} | cow 0.80",
                "{\"score\": 0.8, \"label\": 2} | cow 0.80",
                "{\"scores\": [0.1, 0.7], \"classes\": [\"cow\", \"cat\"]} | cat 0.70",
                "{\"classes\": [\"cow\", \"cat\"], \"scores\": [0.1, 0.7]} | cat 0.70",
                "{\"detection_scores\": [0.3, 0.6], \"detection_classes\": [0.0, 2.0], \"detection_boxes\": [[0,0,1,1],[0,0,1,1]]} | cow 0.60",
                "{\"logits\": [1.5, 9.5, 0.5], \"probabilities\": [0.1, 0.8, 0.1], \"class_ids\": [1], \"classes\": [\"1\"], \"all_classes\": [\"0\", \"1\", \"2\"]} | dog 0.80",
                "{\"dense_2\": [0.1, 0.7, 0.2], \"embedding\": [7.5, 8.5]} | dog 0.70",
                "{\"embedding\": [7.5, 8.5], \"dense_2\": [0.1, 0.7, 0.2]} | dog 0.70",
                "{\"classes\": [0.1, 0.7, 0.2]} | dog 0.70",
                "{\"classes\": [0.0, 1.0, 0.0]} | dog 1.00",
                "{\"text\": \"moo\"} | ?",
                "{\"meta\": {\"score\": [1]}, \"label\": \"dog\"} | dog",
                "{} | ?"
            })
    void tensorFlowsRowsOfSeveralOutputs(String instance, String expected) {
        assertThat(three.read("{\"predictions\": [" + instance + ", " + instance + "]}"))
                .isEqualTo(expected + ", " + expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[[0.1, 0.7, 0.2], [0.9, 0.1, 0.0]] | dog 0.70, cat 0.90",
                "[2, 0] | cow, cat",
                "[\"dog\"] | dog",
                "[] | ~~",
                "{\"scores\": [[0.1, 0.7, 0.2], [0.9, 0.1, 0.0]]} | dog 0.70, cat 0.90",
                "{\"scores\": [[0.1, 0.7], [0.9, 0.1]], \"classes\": [[\"cow\", \"cat\"], [\"cow\", \"cat\"]]} | cat 0.70, cow 0.90",
                "{\"class_ids\": [[2], [1]], \"probabilities\": [[0.1, 0.1, 0.8], [0.0, 1.0, 0.0]]} | cow 0.80, dog 1.00",
                "{\"label\": [\"cow\", \"dog\"], \"score\": [0.8, 0.6]} | cow 0.80, dog 0.60"
            })
    void tensorFlowsColumns(String outputs, String expected) {
        assertThat(three.read("{\"outputs\": " + outputs + "}")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"name\": \"p\", \"datatype\": \"FP32\", \"shape\": [2, 3], \"data\": [0.1, 0.7, 0.2, 0.9, 0.1, 0.0]} | dog 0.70, cat 0.90",
                "{\"name\": \"p\", \"datatype\": \"FP32\", \"shape\": [2, 3], \"data\": [[0.1, 0.7, 0.2], [0.9, 0.1, 0.0]]} | dog 0.70, cat 0.90",
                "{\"data\": [0.1, 0.7, 0.2, 0.9, 0.1, 0.0], \"datatype\": \"FP32\", \"name\": \"p\", \"shape\": [2, 3]} | dog 0.70, cat 0.90",
                "{\"name\": \"p\", \"datatype\": \"FP32\", \"shape\": [3], \"data\": [0.1, 0.7, 0.2]} | dog 0.70",
                "{\"name\": \"p\", \"datatype\": \"FP32\", \"shape\": [1, 1, 3], \"data\": [0.1, 0.7, 0.2]} | dog 0.70",
                "{\"name\": \"predict\", \"datatype\": \"INT64\", \"shape\": [3, 1], \"data\": [2, 1, 0]} | cow, dog, cat",
                "{\"name\": \"predict\", \"datatype\": \"INT64\", \"shape\": [4], \"data\": [2, 1, 0, 9]} | cow, dog, cat, ?",
                "{\"name\": \"label\", \"datatype\": \"BYTES\", \"shape\": [2], \"data\": [\"cow\", \"dog\"]} | cow, dog",
                "{\"name\": \"label\", \"datatype\": \"BYTES\", \"shape\": [2], \"data\": [\"cow\", \"dog\"]}, {\"name\": \"scores\", \"datatype\": \"FP32\", \"shape\": [2, 3], \"data\": [0.1, 0.1, 0.8, 0.1, 0.9, 0.0]} | cow 0.80, dog 0.90",
                "{\"name\": \"mask\", \"datatype\": \"FP32\", \"shape\": [1, 2, 3], \"data\": [0.1, 0.7, 0.2, 0.9, 0.1, 0.0]} | unread: form"
            })
    void theOpenInferenceProtocol(String outputs, String expected) {
        assertThat(three.read(
                        "{\"model_name\": \"m\", \"id\": \"1\", \"parameters\": {\"data\": [1, 2]}, \"outputs\": ["
                                + outputs + "]}"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"choices\": [{\"message\": {\"content\": \"usage: [\\\"\"}}], \"usage\": {\"prompt_tokens\": 11, \"completion_tokens\": 7, \"total_tokens\": 18, \"prompt_tokens_details\": {\"prompt_tokens\": 3}}} | 11+7 tokens",
                "{\"output\": [], \"usage\": {\"input_tokens\": 5, \"output_tokens\": 6}} | 5+6 tokens",
                "{\"choices\": [], \"usage\": null} | ~~"
            })
    void theTokensOfLanguageModels(String answer, String expected) {
        assertThat(three.read(answer)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"result\": 3} | form",
                "[1, 2] | form",
                "3 | form",
                "{\"predictions\": 3} | form",
                "{\"predictions\": [[[0.1, 0.9]]]} | form",
                "{\"predictions\": [null]} | form",
                "{\"predictions\": [[0.1, \"cat\"]]} | form",
                "~~ | form",
                "{\"predictions\": [1] | syntax",
                "{\"predictions\": [1,]} | syntax",
                "{\"predictions\": [1 2]} | syntax",
                "{\"predictions\": [01]} | syntax",
                "{\"predictions\": [1.]} | syntax",
                "{\"predictions\": [1]} {\"predictions\": [2]} | syntax",
                "predictions | syntax"
            })
    void whatCannotBeReadSaysWhy(String answer, String reason) {
        assertThat(three.read(answer)).isEqualTo("unread: " + reason);
    }

    @Test
    void onlyTheOutermostNamesCount() {
        assertThat(
                        three.read(
                                "{\"meta\": {\"predictions\": [1]}, \"note\": \"[{\\\"predictions\\\": [1]}\", \"predictions\": [2]}"))
                .isEqualTo("cow");
    }

    @Test
    void predictionsAreCountedOnceThoughOutputsSayThemAgain() {
        assertThat(three.read("{\"predictions\": [2], \"outputs\": [2]}")).isEqualTo("cow");
    }
}
