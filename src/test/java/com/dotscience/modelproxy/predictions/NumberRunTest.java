package com.dotscience.modelproxy.predictions;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import com.dotscience.testing.Pure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Pure
class NumberRunTest {

    private final NumberRun run = new NumberRun();
    private final List<Double> values = new ArrayList<>();
    private final List<Boolean> whole = new ArrayList<>();

    private int scan(String text) throws IOException {
        byte[] bytes = text.getBytes(US_ASCII);
        return run.scan(bytes, 0, bytes.length, (value, isWhole) -> {
            values.add(value);
            whole.add(isWhole);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "1",
                "10",
                "0.5",
                "-12.25",
                "1e3",
                "1E-3",
                "1.5e+10",
                "9007199254740993",
                "123456789012345678901234567890",
                "0.000000000000000000000000000000123456789",
                "3.4028235e38",
                "1.17549435E-38",
                "1.7976931348623157e308",
                "4.9e-324",
                "2.2250738585072014e-308",
                "1e400",
                "-1e400",
                "1e-400",
                "0e999999999999",
                "0.1234567890123456789"
            })
    void aNumberIsWhatJavaReads(String text) throws IOException {
        double expected = Double.parseDouble(text);

        assertThat(scan(text + "]")).isEqualTo(text.length());

        assertThat(values).hasSize(1);
        if (Double.isInfinite(expected)) {
            assertThat(values.get(0)).isEqualTo(expected);
        } else {
            assertThat(values.get(0)).isCloseTo(expected, offset(2 * Math.ulp(expected)));
        }
        assertThat(whole).containsExactly(!text.matches(".*[.eE].*"));
    }

    @Test
    void floatsAreAsCloseAsTheyAreWritten() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            float expected = Float.intBitsToFloat(random.nextInt());
            values.clear();
            run.start();

            scan(" " + expected + " ,");

            assertThat((Float) values.get(0).floatValue()).isEqualTo((Float) expected);
        }
    }

    /** Wherever the text is cut. */
    @Test
    void whatCannotBeTheHighestIsPassedOverAndCounted() throws IOException {
        Random random = new Random(11);
        for (int i = 0; i < 2_000; i++) {
            List<String> written = new ArrayList<>();
            for (int n = random.nextInt(30); n >= 0; n--) {
                written.add(written(random));
            }
            byte[] text = (String.join(random.nextBoolean() ? "," : ", ", written) + "]").getBytes(US_ASCII);
            int cut = random.nextInt(text.length);
            CellBuilder cell = new CellBuilder(Classes.none());
            cell.begin(false);
            run.start();

            run.scan(text, 0, cut, cell);
            assertThat(run.scan(text, cut, text.length, cell)).isEqualTo(text.length - 1);

            List<Double> read = written.stream().map(Double::parseDouble).toList();
            double best = Collections.max(read);
            Cell.Scores scores = (Cell.Scores) cell.build();
            assertThat(scores.size()).isEqualTo(read.size());
            assertThat(scores.best()).isCloseTo(best, offset(2 * Math.ulp(best)));
            assertThat(read.get(scores.winner())).isCloseTo(best, offset(4 * Math.ulp(best)));
            assertThat(scores.whole()).isEqualTo(written.stream().noneMatch(number -> number.matches(".*[.eE].*")));
        }
    }

    @Test
    void digitsBeyondTheFirstEightDecide() throws IOException {
        byte[] text = "0.1234567812, 0.1234567811, 0.1234567813, 0.1]".getBytes(US_ASCII);
        CellBuilder cell = new CellBuilder(Classes.none());
        cell.begin(false);

        run.scan(text, 0, text.length, cell);

        assertThat(cell.build()).isEqualTo(new Cell.Scores(4, 2, 0.1234567813, false));
    }

    private static String written(Random random) {
        double value = random.nextDouble() * Math.pow(10, -random.nextInt(12));
        return switch (random.nextInt(8)) {
            case 0 -> Double.toString(value);
            case 1 -> Double.toString(-value);
            case 2 -> Integer.toString(random.nextInt(3));
            case 3 -> String.format(Locale.ROOT, "%.3f", value);
            case 4 -> String.format(Locale.ROOT, "%.8f", value);
            case 5 -> String.format(Locale.ROOT, "%.9fe2", value);
            default -> String.format(Locale.ROOT, "%." + (6 + random.nextInt(13)) + "f", value);
        };
    }

    @Test
    void whatIsPassedOverHasToGoOnAsWell() {
        for (String text : List.of("0.5,0.123456789012,]", "0.5,0.123456789012x", "0.5,0.123456789012 3")) {
            run.start();
            CellBuilder cell = new CellBuilder(Classes.none());
            cell.begin(false);

            assertThatThrownBy(() -> run.scan(text.getBytes(US_ASCII), 0, text.length(), cell))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void itStopsAtWhatIsNoNumber() throws IOException {
        assertThat(scan("1, 2 , \"a\"")).isEqualTo(7);
        assertThat(values).containsExactly(1.0, 2.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,,2]",
                "1 2]",
                "1,]",
                "01]",
                "-]",
                "-a]",
                ".5]",
                "1.]",
                "1.e5]",
                "1e]",
                "1e+]",
                "1-2]",
                "1}",
                "+1 1]",
                "NaM]",
                "Infinite]",
                "1true]",
                "1.5\"a\"",
                "11111111111111111111111111111111111111111111111111111111111111111111111111111111111111"
            })
    void whatNoJsonGoesOnLikeIsRefused(String text) {
        assertThatThrownBy(() -> {
                    for (char each : text.toCharArray()) {
                        if (scan(String.valueOf(each)) == 0 && each != ']') {
                            throw new IOException("left to the parser, which refuses it");
                        }
                    }
                })
                .isInstanceOf(IOException.class);
    }
}
