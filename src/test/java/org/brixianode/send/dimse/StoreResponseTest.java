package org.brixianode.send.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.send.Outcome;
import org.brixianode.send.PeerStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StoreResponseTest {

    private static Attributes response(int status) {
        Attributes response = new Attributes();
        response.setInt(Tag.Status, VR.US, status);
        return response;
    }

    @ParameterizedTest
    @CsvSource({
        "0x0000, SENT, ''",
        "0xB000, SENT_WITH_WARNING, changed elements",
        "0xB006, SENT_WITH_WARNING, without some elements",
        "0xB007, SENT_WITH_WARNING, does not match SOP class",
        "0xB123, SENT_WITH_WARNING, with a warning",
        "0xA700, OUT_OF_RESOURCES, out of resources",
        "0xA7FF, OUT_OF_RESOURCES, out of resources",
        "0xA900, REFUSED, does not match SOP class",
        "0xA801, REFUSED, failure",
        "0xC123, REFUSED, cannot understand",
        "0x0110, REFUSED, processing failure",
        "0x0122, REFUSED, SOP class not supported",
        "0x0124, REFUSED, not authorized",
        "0xFE00, REFUSED, failure"
    })
    void isInterpretedAsInTheStandard(String status, Outcome.Kind kind, String meaning) {
        Outcome outcome = StoreResponse.outcome(response(Integer.decode(status)));
        assertThat(outcome.kind()).isEqualTo(kind);
        assertThat(outcome.status()).map(PeerStatus::code).hasValue(Integer.decode(status));
        assertThat(outcome.text()).contains(meaning);
        assertThat(outcome.text().isEmpty()).isEqualTo(kind == Outcome.Kind.SENT);
    }

    @Test
    void passesThePeersCommentOn() {
        Attributes response = response(0xC001);
        response.setString(Tag.ErrorComment, VR.LO, "no such patient");
        assertThat(StoreResponse.outcome(response).text())
                .isEqualTo("0xC001 (cannot understand), saying 'no such patient'");
    }

    @Test
    void aCommentIsOneLineOfBoundedLength() {
        Attributes response = response(0xA700);
        response.setString(Tag.ErrorComment, VR.LO, "full\r\nERROR \u001b[2J" + "x".repeat(5000));
        assertThat(StoreResponse.outcome(response).text())
                .hasSizeLessThan(300)
                .doesNotContain("\r", "\n", "\u001b");
    }

    @Test
    void isNoSuccessWithoutAStatus() {
        assertThat(StoreResponse.outcome(new Attributes()).kind()).isEqualTo(Outcome.Kind.REFUSED);
    }
}
