package org.brixianode.send.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Acknowledgements of receivers of any version and of none. */
final class AcknowledgementTest {

    private static final String HEAD = "MSH|^~\\&|A|B|C|D|20260310||ACK|1|P|%s\r";

    /** The longest answer that is read. */
    private static final int LONGEST = 1 << 16;

    private static Optional<Acknowledgement> parse(String version, String rest) {
        return Acknowledgement.parse(HEAD.formatted(version) + rest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2.1", "2.2", "2.3", "2.3.1", "2.4", "2.5", "2.5.1", "2.6", "2.8", "2.9", "9", ""
            })
    void everyVersionIsRead(String version) {
        assertThat(parse(version, "MSA|AE|ID7|wrong"))
                .hasValueSatisfying(
                        found -> {
                            assertThat(found.code()).isEqualTo(Acknowledgement.Code.AE);
                            assertThat(found.controlId()).isEqualTo("ID7");
                            assertThat(found.text()).isEqualTo("wrong");
                            assertThat(found.errorCode()).isZero();
                        });
    }

    @Test
    void aShortHeaderLineFeedsAndOtherDelimitersAreRead() {
        assertThat(Acknowledgement.parse("MSH|^~\\&\rMSA|AA|ID7\r")).isPresent();
        assertThat(Acknowledgement.parse("MSH|^~\\&|A\r\nMSA|CA|ID7\r\n")).isPresent();
        assertThat(Acknowledgement.parse("MSH#*~\\&#A\rMSA#AE#ID7#no | such"))
                .hasValueSatisfying(found -> assertThat(found.text()).isEqualTo("no | such"));
        assertThat(Acknowledgement.parse("MSA|AA|ID7\r")).as("no header").isEmpty();
        assertThat(Acknowledgement.parse("")).isEmpty();
    }

    @Test
    void theErrorSegmentSaysMore() {
        Acknowledgement found =
                parse("2.5.1", "MSA|AR|ID7|short\rERR||OBX^3|207^Internal error^HL70357|E\r")
                        .orElseThrow();
        assertThat(found.errorCode()).isEqualTo(207);
        assertThat(found.text()).isEqualTo("Internal error");
    }

    @ParameterizedTest
    @CsvSource({
        "AE,207,true",
        "CE,0,true",
        "AR,0,false",
        "AR,199,false",
        "AR,200,true",
        "AR,203,true",
        "CR,201,true",
        "AR,204,false",
        "AR,207,false",
    })
    void aRejectOfTheKindOfMessageIsLasting(String code, int error, boolean lasting) {
        Acknowledgement found =
                parse("2.5.1", "MSA|" + code + "|ID7\rERR|||" + error + "^x^HL70357|E\r")
                        .orElseThrow();
        assertThat(found.isLasting()).isEqualTo(lasting);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "~",
                "^",
                "&",
                "|",
                "\r",
                "ZZZ|1\r",
                "MSA|AA|1\r",
                "\\T\\",
                "\\X41\\",
                "(",
                "\u0000"
            })
    void aLongAnswerTakesNoLongTime(String piece) {
        String rest = "MSA|AA|ID7|" + piece.repeat(LONGEST / piece.length());
        assertTimeoutPreemptively(Duration.ofSeconds(4), () -> parse("2.5.1", rest));
    }

    @Property(tries = 300)
    void noAnswerIsAnException(@ForAll @From("answers") String answer) {
        Optional<Acknowledgement> found = Acknowledgement.parse(answer);
        assertThat(found.map(Acknowledgement::text).orElse("").length()).isLessThanOrEqualTo(200);
    }

    @Provide
    Arbitrary<String> answers() {
        Arbitrary<String> piece =
                Arbitraries.of(
                        "MSH|^~\\&|",
                        "MSH",
                        "MSA|",
                        "AA",
                        "AE|",
                        "ERR|",
                        "|",
                        "^",
                        "~",
                        "\\",
                        "&",
                        "\r",
                        "\n",
                        "2.5.1",
                        "ACK",
                        "ORU^R01",
                        "\u0000",
                        "\u000b",
                        "x",
                        "\u202e");
        return piece.list().ofMaxSize(40).map(pieces -> String.join("", pieces));
    }
}
