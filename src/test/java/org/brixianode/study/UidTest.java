package org.brixianode.study;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UidTest {

    private static final String LONGEST =
            "1.2.3456789012345678901234567890123456789012345678901234567890.1";

    @ParameterizedTest
    @ValueSource(strings = {"1.2.840.10008.1.1", "2.25.0", "1.02.003", "1", LONGEST})
    void takesUids(String uid) {
        assertThat(Uid.isValid(uid)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                ".1",
                "1.",
                "1..2",
                "1.2\\3.4",
                "1.2/3",
                "../1.2",
                "1.2 ",
                " 1.2",
                "1.2\n",
                "1.2.x",
                "1,2",
                "\u0661.\u0662",
                LONGEST + "0"
            })
    void refusesWhatIsNone(String text) {
        assertThat(Uid.isValid(text)).isFalse();
    }
}
