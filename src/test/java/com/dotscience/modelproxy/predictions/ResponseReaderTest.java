package com.dotscience.modelproxy.predictions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.modelproxy.predictions.Reading.Unread;
import com.dotscience.testing.Pure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Pure
class ResponseReaderTest {

    private static final String JSON = "application/json";
    private static final String EVENTS = "text/event-stream; charset=utf-8";
    private static final int MIB = 1024 * 1024;

    private final Responses answers = new Responses("[\"Grüße\", \"dog\", \"cow\"]");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"predictions\": [[0.125, 2.5e-01, 1.25E+0], [-0.5, NaN,-Infinity] , [Infinity, 10, 1e-40]]}",
                "{\"predictions\":[{\"label\":\"Gr\\u00fc\\u00dfe\",\"score\":0.75},{\"label\":\"Grüße\",\"score\":0.5}]}",
                "{\"outputs\": {\"classes\": [[\"cow\", \"dog\"]], \"scores\": [[0.25, 0.75]]}, \"note\": \"[\\\"\\\\\"}",
                "{\"outputs\":[{\"name\":\"p\",\"datatype\":\"FP32\",\"shape\":[2,3],\"data\":[0.1,0.7,0.2,0.9,0.1,0.0]}]}",
                "{\"choices\": [{\"text\": \"[1, 2\"}], \"usage\": {\"prompt_tokens\": 12, \"completion_tokens\": 345}}"
            })
    void anAnswerCutAtAnyByteSaysTheSame(String json) {
        String whole = answers.read(json);
        assertThat(whole).isNotEmpty().doesNotContain("unread");

        for (Packed packed : Packed.values()) {
            byte[] body = packed.pack(json.getBytes(UTF_8));
            for (int cut = 0; cut <= body.length; cut++) {
                assertThat(answers.readCut(body, JSON, packed.coding, cut))
                        .as("%s cut at %d", packed, cut)
                        .isEqualTo(whole);
            }
            assertThat(answers.read(body, JSON, packed.coding, 1)).isEqualTo(whole);
        }
    }

    @Test
    void whateverNumbersARowHasTheHighestWins() {
        Random random = new Random(43);
        Responses ten = new Responses("[\"0\", \"1\", \"2\", \"3\", \"4\", \"5\", \"6\", \"7\", \"8\", \"9\"]");
        for (int round = 0; round < 2_000; round++) {
            List<String> rows = new ArrayList<>();
            List<String> flat = new ArrayList<>();
            StringJoiner expected = new StringJoiner(", ");
            for (int row = random.nextInt(4); row >= 0; row--) {
                List<String> numbers =
                        Stream.generate(() -> number(random)).limit(10).toList();
                rows.add("[" + String.join(random.nextBoolean() ? ", " : ",", numbers) + "]");
                flat.addAll(numbers);
                expected.add(winner(numbers));
            }
            int part = 1 + random.nextInt(60);
            String shape = "\"datatype\": \"FP64\", \"shape\": [" + rows.size() + ", 10]";

            assertThat(ten.read(("{\"predictions\": " + rows + "}").getBytes(UTF_8), JSON, null, part))
                    .as("%s", rows)
                    .isEqualTo(expected.toString());
            assertThat(ten.read(
                            ("{\"outputs\": [{" + shape + ", \"data\": " + flat + "}]}").getBytes(UTF_8),
                            JSON,
                            null,
                            part))
                    .as("%s", flat)
                    .isEqualTo(expected.toString());
        }
    }

    /** Often near to others, in any way of writing it. */
    private static String number(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Double.toString(random.nextDouble());
            case 1 -> Double.toString(random.nextDouble() * 1e-6);
            case 2 -> "0." + (random.nextInt(20) + 490);
            case 3 -> "0.5" + "0".repeat(random.nextInt(20)) + random.nextInt(10);
            case 4 -> "0.0";
            case 5 -> "0.00" + random.nextInt(10_000);
            case 6 -> "0.4e" + (random.nextInt(3) - 1);
            default -> String.format(Locale.ROOT, "%.15f", random.nextDouble() / 100);
        };
    }

    private static String winner(List<String> numbers) {
        int winner = 0;
        for (int i = 1; i < numbers.size(); i++) {
            if (Double.parseDouble(numbers.get(i)) > Double.parseDouble(numbers.get(winner))) {
                winner = i;
            }
        }
        double best = Double.parseDouble(numbers.get(winner));
        return winner + (best <= 1 ? String.format(Locale.ROOT, " %.2f", (float) best) : "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"predictions\": [[0.125, 2.5e-01, 1.25E+0], [-0.5, NaN,-Infinity]]}",
                "{\"outputs\":[{\"name\":\"p\",\"datatype\":\"FP32\",\"shape\":[1,3],\"data\":[0.1,0.7,0.2]}]}"
            })
    void anAnswerThatEndsTooSoonIsNotRead(String json) {
        for (Packed packed : Packed.values()) {
            byte[] body = packed.pack(json.getBytes(UTF_8));
            for (int length = 1; length < body.length - packed.trailer; length++) {
                assertThat(answers.read(java.util.Arrays.copyOf(body, length), JSON, packed.coding, 7))
                        .as("%s of %d bytes", packed, length)
                        .isIn("unread: syntax", "unread: encoding");
            }
        }
    }

    @Test
    void gzipMayNameItsFileAndSayMore() {
        byte[] packed = Packed.GZIP.pack("{\"predictions\": [1]}".getBytes(UTF_8));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(packed, 0, 3);
        body.write(2 | 4 | 8 | 16);
        body.write(packed, 4, 6);
        body.writeBytes(new byte[] {3, 0, 'x', 'y', 'z', 'n', 'a', 0, 'c', 0, 1, 2});
        body.write(packed, 10, packed.length - 10);

        for (int cut = 0; cut <= body.size(); cut++) {
            assertThat(answers.readCut(body.toByteArray(), JSON, "gzip", cut)).isEqualTo("dog");
        }
    }

    @Test
    void aStreamOfEventsSaysItsTokensOnce() {
        String text = "data: {\"choices\":[{\"delta\":{\"content\":\"\\\"usage\\\" [\"}}],\"usage\":null}\n\n"
                + ": comment \"usage\"\n\n"
                + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1}}\r\n\r\n"
                + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}\n\n"
                + "data: [DONE]\n\n";
        byte[] body = text.getBytes(UTF_8);

        for (int cut = 0; cut <= body.length; cut++) {
            assertThat(answers.readCut(body, EVENTS, null, cut)).isEqualTo("3+2 tokens");
        }
    }

    @Test
    void aLongEventIsPassedOver() {
        String text = "data: {\"text\": \"" + "x".repeat(100_000) + "\", \"usage\": {}}\n\n"
                + "data: {\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}\n\n";

        assertThat(answers.read(text.getBytes(UTF_8), EVENTS, null, 1_000)).isEqualTo("3+2 tokens");
    }

    @ParameterizedTest
    @CsvSource({
        "application/json; charset=utf-8,,dog",
        "application/vnd.openai+json,identity,dog",
        "text/html,,unread: type",
        ",,unread: type",
        "application/json,br,unread: encoding",
        "application/json,gzip,unread: encoding",
        "application/json,deflate,unread: encoding"
    })
    void onlyJsonAndCodingsThatAreKnownAreRead(String type, String coding, String said) {
        assertThat(answers.read("{\"predictions\": [1]}".getBytes(UTF_8), type, coding, 5))
                .isEqualTo(said);
    }

    @Test
    void aMebibyteIsReadAndNoByteMore() {
        byte[] full = rows(MIB);

        assertThat(answers.read(full, JSON, null, 65_536)).startsWith("dog 0.50, dog 0.50");
        assertThat(answers.read(rows(MIB + 1), JSON, null, 65_536)).isEqualTo("unread: too_large");
    }

    @Test
    void whatUnpacksToMoreThanAMebibyteIsNotRead() {
        byte[] small = Packed.GZIP.pack(rows(MIB + 1));

        assertThat(small.length).isLessThan(MIB / 20);
        assertThat(answers.read(Packed.GZIP.pack(rows(MIB)), JSON, "gzip", 1_000))
                .startsWith("dog 0.50, dog 0.50");
        assertThat(answers.read(small, JSON, "gzip", 1_000)).isEqualTo("unread: too_large");
    }

    @Test
    void anAnswerKnownToBeTooLongIsNotBegun() {
        Reading reading = new ResponseReader(Classes.none()).begin(JSON, null, MIB + 1);

        assertThat(reading.wantsMore()).isFalse();
        assertThat(reading.end(true)).isEqualTo(new Unread(UnreadReason.TOO_LARGE));
    }

    @Test
    void whatWouldBeMoreThanAllTogetherMayTakeIsNotReadAndMakesRoomAtItsEnd() {
        ResponseReader reader = new ResponseReader(Classes.none(), 3 * MIB);
        List<Reading> under = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            under.add(reader.begin(JSON, null, MIB));
        }

        assertThat(reader.begin(JSON, null, 1).end(true)).isEqualTo(new Unread(UnreadReason.BUSY));

        under.get(0).end(false);
        Reading next = reader.begin(JSON, null, -1);
        byte[] body = rows(200_000);
        next.feed(body, 0, body.length);
        assertThat(next.wantsMore()).isTrue();
        assertThat(reader.begin(JSON, null, 1).end(true)).isEqualTo(new Unread(UnreadReason.BUSY));
        next.end(true);
        assertThat(reader.begin(JSON, null, MIB).wantsMore()).isTrue();
    }

    @Test
    void anAnswerThatBrokeOffIsNotCounted() {
        Reading reading = new ResponseReader(Classes.none()).begin(JSON, null, -1);
        byte[] body = "{\"predictions\": [1]}".getBytes(UTF_8);
        reading.feed(body, 0, body.length);

        assertThat(reading.end(false)).isEqualTo(new Unread(UnreadReason.INCOMPLETE));
    }

    @Test
    void moreInstancesThanAreKeptAreTooLarge() {
        assertThat(answers.read("{\"predictions\": [" + "1,".repeat(65_536) + "1]}"))
                .isEqualTo("unread: too_large");
        assertThat(answers.read("{\"outputs\": {\"a\": [" + "1,".repeat(20_000) + "1]}}"))
                .isEqualTo("unread: too_large");
    }

    @Test
    void textThatIsTooLongIsNotHeld() {
        String text =
                "{\"choices\": [{\"text\": \"%s\"}], \"usage\": {\"prompt_tokens\": 1, \"completion_tokens\": 2}}";

        assertThat(answers.read(text.formatted("x".repeat(100_000)))).isEqualTo("1+2 tokens");
        assertThat(answers.read(text.formatted("x".repeat(200_000)))).isEqualTo("unread: syntax");
    }

    /** A row of three probabilities as often as it goes, and blanks up to the length. */
    private static byte[] rows(int length) {
        String row = "[0.25,0.50,0.2],";
        String text = "{\"predictions\":[" + row.repeat((length - 64) / row.length()) + "[0.25,0.50,0.2]]";
        return (text + " ".repeat(length - text.length() - 1) + "}").getBytes(UTF_8);
    }

    private enum Packed {
        NOT(null, 0, out -> out),
        // The checksum is not compared: bytes that were read are right or no JSON.
        GZIP("gzip", 8, Packed::gzip),
        DEFLATE("deflate", 4, DeflaterOutputStream::new);

        private final String coding;
        private final int trailer;
        private final Function<OutputStream, OutputStream> packing;

        Packed(String coding, int trailer, Function<OutputStream, OutputStream> packing) {
            this.coding = coding;
            this.trailer = trailer;
            this.packing = packing;
        }

        private static OutputStream gzip(OutputStream out) {
            try {
                return new GZIPOutputStream(out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        byte[] pack(byte[] body) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (OutputStream out = packing.apply(packed)) {
                out.write(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return packed.toByteArray();
        }
    }
}
