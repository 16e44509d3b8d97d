package org.brixianode.report.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RemarkLinesTest {

    private static final int WIDTH = 12;

    private static List<String> lines(int most, String... remarks) {
        return RemarkLines.of(List.of(remarks), most, line -> line.length() <= WIDTH);
    }

    @Test
    void aRemarkIsBrokenBetweenWords() {
        assertThat(lines(5, "Black and white exchanged."))
                .containsExactly("Black and", "white", "exchanged.");
        assertThat(lines(5, "Uncharacteristically long"))
                .containsExactly("Uncharacteristically", "long");
    }

    @Test
    void eachBeginsOnALineOfItsOwn() {
        assertThat(lines(5, "One.", "Two.")).containsExactly("One.", "Two.");
        assertThat(lines(5)).isEmpty();
    }

    @Test
    void omittedRemarksAreCounted() {
        assertThat(lines(3, "One.", "Two.", "Three.")).containsExactly("One.", "Two.", "Three.");
        assertThat(lines(3, "One.", "Two.", "Three.", "Four."))
                .containsExactly("One.", "Two.", "+ 2 more in the report");
        assertThat(lines(3, "One.", "Black and white exchanged."))
                .containsExactly("One.", "Black and \u2026", "+ 1 more in the report");
    }

    @Test
    void aRemarkIsCutRatherThanALaterOneShownInItsPlace() {
        assertThat(lines(3, "Black and white exchanged.", "Two."))
                .containsExactly("Black and", "white \u2026", "+ 2 more in the report");
        assertThat(lines(4, "Black and white exchanged.", "Two.", "Three."))
                .containsExactly("Black and", "white", "exchanged.", "+ 2 more in the report");
    }
}
