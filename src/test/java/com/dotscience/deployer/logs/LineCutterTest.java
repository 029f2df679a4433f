package com.dotscience.deployer.logs;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

@Pure
class LineCutterTest {

    private final LineCutter cutter = new LineCutter();

    @Test
    void linesAreWholeHoweverTheirBytesCome() {
        assertThat(add("one\ntw")).containsExactly("one");
        assertThat(add("o")).isEmpty();
        assertThat(add("\n\r\nthree\r\nfo\rur\n")).containsExactly("two", "", "three", "fo\rur");
        assertThat(cutter.rest()).isEmpty();
    }

    @Test
    void whatComesAfterTheLastEndIsTheRestOnce() {
        add("one\nand no end");

        assertThat(cutter.rest()).contains("and no end");
        assertThat(cutter.rest()).isEmpty();
    }

    @Test
    void aCharacterMayComeInTwoParts() {
        byte[] bytes = "größer\n".getBytes(StandardCharsets.UTF_8);

        assertThat(cutter.add(ByteBuffer.wrap(bytes, 0, 3))).isEmpty();
        assertThat(cutter.add(ByteBuffer.wrap(bytes, 3, bytes.length - 3))).containsExactly("größer");
    }

    @Test
    void whatIsNoUtf8IsReplaced() {
        assertThat(cutter.add(ByteBuffer.wrap(new byte[] {'a', (byte) 0xff, 0, (byte) 0xc3, '\n'})))
                .containsExactly("a\ufffd\0\ufffd");
    }

    @Test
    void aLongLineIsCutAndTheNextIsWhole() {
        String longest = "x".repeat(16384);

        assertThat(add(longest + "\n")).containsExactly(longest);
        assertThat(add(longest + "y")).isEmpty();
        assertThat(add("y".repeat(99) + "\nnext\n"))
                .containsExactly(longest + " … (a line of 16484 bytes, cut after 16384)", "next");
    }

    private List<String> add(String text) {
        return cutter.add(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
}
