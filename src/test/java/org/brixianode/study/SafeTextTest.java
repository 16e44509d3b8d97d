package org.brixianode.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {

    @Test
    void plainTextStays() {
        String text = "MÜLLER^Jürgen = \u5c71\u7530 \ud83e\ude7b, 5 % {}";

        assertThat(SafeText.line(text, 100)).isEqualTo(text);
        assertThat(SafeText.line(null, 100)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0, 7, 8, 9, 0xA, 0xC, 0xD, 0x1B, 0x7F, 0x85, 0x9B, 0x61C, 0x200B, 0x200E, 0x200F,
                0x2028, 0x2029, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068,
                0x2069, 0xFEFF, 0xD800, 0xDC00, 0xE0041
            })
    void charactersThatMoveACursorOrHideTextAreReplaced(int codePoint) {
        String foreign = "a" + new StringBuilder().appendCodePoint(codePoint) + "b";

        assertThat(SafeText.line(foreign, 100)).isEqualTo("a?b");
    }

    @Test
    void longTextIsCutAndSaysSo() {
        assertThat(SafeText.line("x".repeat(10), 10)).isEqualTo("x".repeat(10));
        assertThat(SafeText.line("x".repeat(11), 10)).isEqualTo("x".repeat(7) + "...");
    }

    @Test
    void aSurrogatePairIsNotCutInTwo() {
        assertThat(SafeText.line("123456\ud83e\ude7b890", 10)).isEqualTo("123456...");
    }

    @Test
    void aLimitWithoutRoomIsRefused() {
        assertThatThrownBy(() -> SafeText.line("x", 3))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
