package org.brixianode.send.stow;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.brixianode.send.Outcome;
import org.brixianode.send.PeerStatus;
import org.brixianode.send.http.HttpAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StowAnswerTest {

    private static StowAnswer answer(int status, String type, String body) {
        HttpHeaders headers =
                HttpHeaders.of(Map.of("Content-Type", List.of(type)), (name, value) -> true);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return StowAnswer.of(new HttpAnswer(status, headers, new HttpAnswer.Body(bytes, true)));
    }

    private static String item(String uid, String more) {
        return ("{\"00081150\":{\"vr\":\"UI\",\"Value\":[\"1.2.840\"]},"
                        + "\"00081155\":{\"vr\":\"UI\",\"Value\":[\"%s\"]}%s}")
                .formatted(uid, more);
    }

    private static String us(String tag, int value) {
        return ",\"%s\":{\"vr\":\"US\",\"Value\":[%d]}".formatted(tag, value);
    }

    private static String sequence(String tag, String... items) {
        return "\"%s\":{\"vr\":\"SQ\",\"Value\":[%s]}".formatted(tag, String.join(",", items));
    }

    @Test
    void eachObjectHasItsOwnOutcome() {
        String body =
                "{"
                        + sequence("00081199", item("1.1", ""), item("1.2", us("00081196", 0xB000)))
                        + ","
                        + sequence(
                                "00081198",
                                item("1.3", us("00081197", 0xA702)),
                                item("1.4", us("00081197", 0xC122)),
                                item("1.5", us("00081197", 0x0111)),
                                item("1.6", ""),
                                item("1.7", us("00081197", 0)),
                                item("1.8", us("00081197", 0xB000)))
                        + "}";
        for (String form : List.of(body, "[" + body + "]")) {
            StowAnswer answer = answer(202, "application/dicom+json; charset=utf-8", form);
            assertThat(answer.of("1.1").kind()).isEqualTo(Outcome.Kind.SENT);
            assertThat(answer.of("1.2").kind()).isEqualTo(Outcome.Kind.SENT_WITH_WARNING);
            assertThat(answer.of("1.2").text()).isEqualTo("0xB000 (stored with changed elements)");
            assertThat(answer.of("1.3").kind()).isEqualTo(Outcome.Kind.OUT_OF_RESOURCES);
            assertThat(answer.of("1.3").status().map(PeerStatus::code)).contains(0xA702);
            assertThat(answer.of("1.4").kind()).isEqualTo(Outcome.Kind.REFUSED);
            assertThat(answer.of("1.4").text()).isEqualTo("0xC122 (transfer syntax not supported)");
            assertThat(answer.of("1.5").isSent()).isTrue();
            assertThat(answer.of("1.6").kind()).isEqualTo(Outcome.Kind.REFUSED);
            assertThat(answer.of("1.7").kind()).isEqualTo(Outcome.Kind.REFUSED);
            assertThat(answer.of("1.8").kind()).isEqualTo(Outcome.Kind.REFUSED);
            assertThat(answer.of("1.9").kind()).isEqualTo(Outcome.Kind.REFUSED);
            assertThat(answer.of("1.9").text()).contains("does not say that it stored them");
        }
    }

    @Test
    void anObjectThatFailedIsNotStoredAlthoughItIsReferencedToo() {
        String body =
                "{%s,%s}"
                        .formatted(
                                sequence("00081198", item("1.1", us("00081197", 0x0110))),
                                sequence("00081199", item("1.1", "")));
        assertThat(answer(200, StowAnswer.JSON, body).of("1.1").kind())
                .isEqualTo(Outcome.Kind.REFUSED);
    }

    @Test
    void xmlIsRead() {
        String body =
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <NativeDicomModel xmlns="http://dicom.nema.org/PS3.19/models/NativeDICOM">
                 <DicomAttribute tag="00081190" vr="UR"><Value number="1">http://h/s</Value></DicomAttribute>
                 <DicomAttribute tag="00081198" vr="SQ">
                  <Item number="1">
                   <DicomAttribute tag="00081155" vr="UI"><Value number="1">1.1</Value></DicomAttribute>
                   <DicomAttribute tag="00081197" vr="US"><Value number="1">42752</Value></DicomAttribute>
                  </Item>
                 </DicomAttribute>
                 <DicomAttribute tag="00081199" vr="SQ">
                  <Item number="1">
                   <DicomAttribute tag="00081155" vr="UI"><Value number="1">1.2</Value></DicomAttribute>
                   <DicomAttribute tag="00081190" vr="UR"><Value number="1">http://h</Value></DicomAttribute>
                  </Item>
                 </DicomAttribute>
                </NativeDicomModel>
                """;
        StowAnswer answer = answer(202, StowAnswer.XML, body);
        assertThat(answer.of("1.1").status().map(PeerStatus::code)).contains(0xA700);
        assertThat(answer.of("1.2").kind()).isEqualTo(Outcome.Kind.SENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>",
                "<!DOCTYPE a [<!ENTITY e \"x\">]><NativeDicomModel><DicomAttribute"
                        + " tag=\"00081199\"><Value>&e;</Value></DicomAttribute></NativeDicomModel>",
                "<NativeDicomModel><DicomAttribute>",
                "<a><Item/></a>",
                "not xml",
            })
    void otherXmlConfirmsNothing(String body) {
        Outcome outcome = answer(200, StowAnswer.XML, body).of("1.1");
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.REFUSED);
        assertThat(outcome.text()).contains("without a Store Instances Response");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "null", "[]", "[[]]", "3", "\"1.1\"", "{\"00081199\":", "<html/>"})
    void otherJsonConfirmsNothing(String body) {
        assertThat(answer(200, StowAnswer.JSON, body).of("1.1").kind())
                .isEqualTo(Outcome.Kind.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"00081199\":null}",
                "{\"00081199\":{\"Value\":null}}",
                "{\"00081199\":{\"Value\":[null,3,\"1.1\"]}}",
                "{\"00081199\":{\"Value\":[{\"00081155\":{\"Value\":[null]}}]}}",
                "{\"00081199\":{\"Value\":[{\"00081155\":\"1.1\"}]}}",
            })
    void oddValuesConfirmNothing(String body) {
        assertThat(answer(200, StowAnswer.JSON, body).of("1.1").kind())
                .isEqualTo(Outcome.Kind.REFUSED);
    }

    @Test
    void nestingHasALimit() {
        String deep = "{\"00081199\":{\"Value\":[".repeat(40) + "{}" + "]}}".repeat(40);
        assertThat(answer(200, StowAnswer.JSON, deep).of("1.1").text())
                .contains("without a Store Instances Response");
    }

    @Test
    void aPageIsNoAnswer() {
        Outcome outcome = answer(200, "text/html", "<html>Login</html>").of("1.1");
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.REFUSED);
        assertThat(outcome.text()).contains("check that url is the base of a DICOMweb service");
    }

    @ParameterizedTest
    @CsvSource({
        "400,REFUSED,HTTP 400 (bad request)",
        "409,REFUSED,HTTP 409 (conflict)",
        "413,REFUSED,HTTP 413 (content too large)",
        "415,REFUSED,HTTP 415 (unsupported media type)",
        "418,REFUSED,HTTP 418",
        "500,REFUSED,HTTP 500 (internal server error)",
        "507,OUT_OF_RESOURCES,HTTP 507 (insufficient storage)",
    })
    void aStatusWithoutABodyIsThatOfEachObject(int status, Outcome.Kind kind, String text) {
        Outcome outcome = answer(status, "text/plain", "no").of("1.1");
        assertThat(outcome.kind()).isEqualTo(kind);
        assertThat(outcome.status()).isEqualTo(Optional.of(new PeerStatus(status, text)));
    }

    @Test
    void failuresOfNoKnownObjectAreThoseOfTheUnnamed() {
        String body =
                "{%s}"
                        .formatted(
                                sequence(
                                        "0008119A",
                                        "{\"00081197\":{\"vr\":\"US\",\"Value\":[42752]}}"));
        assertThat(answer(409, StowAnswer.JSON, body).of("1.1").kind())
                .isEqualTo(Outcome.Kind.OUT_OF_RESOURCES);
    }
}
