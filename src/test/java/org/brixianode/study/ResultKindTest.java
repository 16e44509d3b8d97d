package org.brixianode.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResultKindTest {

    @Test
    void isShownByItsNameAndConfiguredByItsLabel() {
        ResultKind kind = new ResultKind("SCORE_MAP_2");
        assertThat(kind).hasToString("SCORE_MAP_2");
        assertThat(kind.label()).isEqualTo("score-map-2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "report", "A B", "2D", "_A", "A-B", "SEVENTEEN_LETTERS", "A\n"})
    void anotherNameIsRefused(String name) {
        assertThatThrownBy(() -> new ResultKind(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no kind of result");
    }
}
