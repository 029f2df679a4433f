package com.dotscience.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Pure
class DisplayWidthTest {

    @ParameterizedTest(name = "{1} takes {2}")
    @CsvSource({
        "0061, a Latin letter, 1",
        "00e9, an accented letter, 1",
        "0301, a combining accent, 0",
        "200d, a joiner, 0",
        "1100, a first consonant of Hangul, 2",
        "1161, a vowel of Hangul, 0",
        "11a8, a final consonant of Hangul, 0",
        "ac00, a syllable of Hangul, 2",
        "231a, a watch, 2",
        "231c, a corner, 1",
        "2e80, a radical, 2",
        "3000, the ideographic space, 2",
        "303f, the half fill space, 1",
        "3042, Hiragana, 2",
        "30a2, Katakana, 2",
        "3105, Bopomofo, 2",
        "3220, a parenthesized ideograph, 2",
        "3247, a circled ideograph, 2",
        "3248, a circled number, 1",
        "3250, a sign of enclosed letters, 2",
        "3280, an enclosed ideograph, 2",
        "32ff, the name of an era, 2",
        "4dbf, the last ideograph of extension A, 2",
        "4dc0, a hexagram, 1",
        "4e00, the first ideograph, 2",
        "a000, the first syllable of Yi, 2",
        "a48c, the last syllable of Yi, 2",
        "a4c6, the last radical of Yi, 2",
        "a4d0, a letter of Lisu, 1",
        "ff21, a fullwidth letter, 2",
        "ff71, halfwidth Katakana, 1",
        "ffe5, the fullwidth sign of the yen, 2",
        "1f004, a tile of mahjong, 2",
        "1f100, a digit with a full stop, 1",
        "1f200, enclosed Hiragana, 2",
        "1f600, an emoji, 2",
        "20000, the first ideograph of plane 2, 2"
    })
    void eachCharacterTakesItsColumns(String hex, String name, int columns) {
        assertThat(DisplayWidth.of(Character.toString(Integer.parseInt(hex, 16))))
                .isEqualTo(columns);
    }

    @Test
    void aTextTakesWhatItsCharactersTake() {
        assertThat(DisplayWidth.of("a\ua000\u3280e\u0301")).isEqualTo(6);
    }

    @Test
    void aTextIsPaddedAndCutByColumns() {
        assertThat(DisplayWidth.pad("\ua000", 4)).isEqualTo("\ua000  ");
        assertThat(DisplayWidth.cut("\ua000\ua000\ua000", 4, "\u2026")).isEqualTo("\ua000\u2026");
        assertThat(DisplayWidth.cut("\ua000\ua000", 4, "\u2026")).isEqualTo("\ua000\ua000");
    }
}
