package com.dotscience.modelproxy.predictions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dotscience.testing.Pure;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Pure
class ClassesTest {

    @ParameterizedTest
    @ValueSource(strings = {"{\"0\": \"cat\", \"1\": \"dog\"}", "{\"dog\": 1, \"cat\": 0}", "[\"cat\", \"dog\"]"})
    void allThreeFormsSayTheSame(String json) {
        Classes classes = Classes.parse(json);

        assertThat(classes.names()).containsExactly("cat", "dog");
        assertThat(classes.size()).isEqualTo(2);
        assertThat(classes.ofIndex(1)).isEqualTo(1);
        assertThat(classes.ofIndex(2)).isEqualTo(Classes.NONE);
        assertThat(classes.ofLabel("dog")).isEqualTo(1);
        assertThat(classes.ofLabel("0")).isZero();
        assertThat(classes.ofLabel("cow")).isEqualTo(Classes.NONE);
    }

    @Test
    void aNameThatIsANumberIsANameFirst() {
        Classes digits = Classes.parse("{\"9\": 0, \"0\": 1}");

        assertThat(digits.ofLabel("9")).isZero();
        assertThat(digits.ofLabel("0")).isEqualTo(1);
        assertThat(digits.ofIndex(0)).isZero();
    }

    @Test
    void indexesMayHaveGapsAndShareAName() {
        Classes classes = Classes.parse("{\"7\": \"sign\", \"3\": \"none\", \"9\": \"sign\"}");

        assertThat(classes.names()).containsExactly("none", "sign");
        assertThat(classes.ofIndex(7)).isEqualTo(1);
        assertThat(classes.ofIndex(9)).isEqualTo(1);
        assertThat(classes.ofIndex(0)).isEqualTo(Classes.NONE);
        assertThat(classes.size()).isEqualTo(3);
    }

    @Test
    void nobodyHasToNameAny() {
        assertThat(Classes.parse("").names()).isEmpty();
        assertThat(Classes.parse(null).names()).isEmpty();
        assertThat(Classes.parse("[]").names()).isEmpty();
    }

    @Test
    void noMoreThanAThousandAreCountedByName() {
        String many =
                IntStream.range(0, 1_500).mapToObj(i -> "\"c" + i + "\"").collect(Collectors.joining(",", "[", "]"));

        Classes classes = Classes.parse(many);

        assertThat(classes.names()).hasSize(1_000).last().isEqualTo("c999");
        assertThat(classes.omitted()).isEqualTo(500);
        assertThat(classes.ofIndex(1_200)).isEqualTo(Classes.NONE);
        assertThat(classes.size()).isEqualTo(1_500);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cat,dog | it is no JSON",
                "3 | it is neither an object nor a list",
                "{\"cat\": \"dog\"} | 'cat' is no index",
                "{\"cat\": {}} | it holds more than names and indexes",
                "[[\"cat\"]] | it holds more than names and indexes",
                "[null] | it holds more than names and indexes",
                "[\"cat\"] [] | something follows its end",
                "[\"cat\" | it is no JSON"
            })
    void whatIsNoneOfThemIsRefusedInOneLine(String json, String why) {
        assertThatThrownBy(() -> Classes.parse(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("write {\"0\": \"cat\", …}, {\"cat\": 0, …} or [\"cat\", …]: ")
                .hasMessageContaining(why)
                .message()
                .doesNotContain("\n");
    }
}
