package org.brixianode.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.dicom.Part10;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.study.AeTitle;
import org.brixianode.study.FailureReason;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.StageException;
import org.brixianode.testkit.CapturedLog;
import org.brixianode.testkit.TestObject;
import org.brixianode.testkit.TestObjects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reception by STOW-RS: what is stored, and what is answered. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class StowServerTest extends StowServerTestBase {

    @Test
    void objectsAreStoredUnderTheSendersTitle() throws Exception {
        HttpResponse<String> response = post("/studies", body(image(1), image(2)));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type"))
                .contains("application/dicom+json");
        assertThat(stored(response)).containsExactly(uid(1), uid(2));
        assertThat(failures(response)).isEmpty();
        assertThat(intake.accepted()).hasSize(2);
        ReceivedInstance first = intake.accepted().get(0);
        assertThat(first.callingAe()).isEqualTo(new AeTitle("GATEWAY"));
        assertThat(first.calledAe()).isEqualTo(new AeTitle("BRIXIA"));
        assertThat(first.sender()).contains(InetAddress.getByName("127.0.0.1"));
        Part10.Content kept = Part10.read(first.file());
        assertThat(kept.dataset())
                .isEqualTo(TestObjects.image(SopClasses.COMPUTED_RADIOGRAPHY, 1, 20_000));
        assertThat(kept.meta().getString(Tag.SourceApplicationEntityTitle)).isEqualTo("GATEWAY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TransferSyntaxes.IMPLICIT_VR_LITTLE_ENDIAN,
                TransferSyntaxes.EXPLICIT_VR_BIG_ENDIAN,
                TransferSyntaxes.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN,
            })
    void anObjectIsStoredInItsTransferSyntax(String syntax) throws Exception {
        Path file = folder.resolve("object.dcm");
        TestObject.write(
                file, TestObjects.image(SopClasses.COMPUTED_RADIOGRAPHY, 1, 20_000), syntax);
        HttpResponse<String> response = post("/studies", body(Files.readAllBytes(file)));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        ReceivedInstance kept = intake.accepted().get(0);
        assertThat(kept.transferSyntaxUid()).isEqualTo(syntax);
        assertThat(Part10.read(kept.file()).dataset()).isEqualTo(Part10.read(file).dataset());
    }

    @Test
    void theSameAgainIsStored() throws Exception {
        assertThat(post("/studies", body(image(1))).statusCode()).isEqualTo(200);
        assertThat(post("/studies", body(image(1), image(1))).statusCode()).isEqualTo(200);
        assertThat(intake.accepted()).hasSize(1);
    }

    @Test
    void xmlIsAnsweredWhereItIsWanted() throws Exception {
        HttpResponse<String> response =
                send(
                        request("/studies")
                                .header("Accept", "application/dicom+xml")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body(image(1))))
                                .build());
        assertThat(response.headers().firstValue("Content-Type")).contains("application/dicom+xml");
        assertThat(response.body())
                .contains(
                        "<DicomAttribute tag=\"00081155\" vr=\"UI\"><Value number=\"1\">"
                                + uid(1)
                                + "</Value>");
    }

    @Test
    void whatCannotBeStoredHasItsReasonAndTheRestIsStored() throws Exception {
        Attributes other = TestObjects.image(SopClasses.COMPUTED_RADIOGRAPHY, 2, 20_000);
        other.setString(Tag.StudyInstanceUID, VR.UI, "1.2.3");
        Attributes unknown = TestObjects.image("1.2.3.4.5", 3, 100);
        Path syntax = folder.resolve("syntax.dcm");
        TestObject.write(
                syntax,
                TestObjects.image(SopClasses.COMPUTED_RADIOGRAPHY, 4, 100),
                TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN);
        byte[] undecodable = inSyntax(Files.readAllBytes(syntax));
        byte[] large = file(folder, TestObjects.image(SopClasses.COMPUTED_RADIOGRAPHY, 5, 400_000));
        byte[] lying = image(6);
        byte[] study = latin(TestObjects.uid("study", 1));
        HttpResponse<String> response =
                post(
                        "/studies/" + new String(study, StandardCharsets.US_ASCII),
                        body(
                                image(1),
                                file(folder, other),
                                file(folder, unknown),
                                undecodable,
                                large,
                                latin("no DICOM file"),
                                cut(lying),
                                new byte[0]));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        assertThat(stored(response)).containsExactly(uid(1));
        assertThat(failures(response))
                .containsEntry(uid(2), 0xC409)
                .containsEntry(uid(3), 0x0122)
                .containsEntry(uid(4), 0xC122)
                .containsEntry(uid(5), 0xA700)
                .containsEntry(uid(6), 0xC000)
                .containsEntry("", 0xC000)
                .hasSize(6);
        assertThat(intake.accepted()).hasSize(1);
        assertThat(files("incoming")).isEmpty();
    }

    /** Twenty thousand parts may come in a request, which nobody reads twenty thousand lines of. */
    @Test
    void ofManyRefusedPartsTheFirstAreLoggedAndTheNumberOfTheOthers() throws Exception {
        byte[][] objects = new byte[300][];
        Arrays.fill(objects, latin("no DICOM file"));
        objects[2] = image(1);
        objects[299] = image(2);
        try (CapturedLog log = CapturedLog.of("org.brixianode.receive")) {
            assertThat(post("/studies", body(objects)).statusCode()).isEqualTo(202);
            assertThat(log.warnings())
                    .hasSize(6)
                    .anyMatch(
                            line ->
                                    line.startsWith(
                                            "refused an object of GATEWAY: no DICOM file: no file meta information"))
                    .noneMatch(line -> line.contains("Exception"))
                    .endsWith("refused 293 more objects in the same request of GATEWAY");
        }
    }

    @Test
    void theNumberOfRefusedPartsIsLoggedOfARequestThatBreaksOffToo() throws Exception {
        byte[] object = latin("--xyz\r\nContent-Type: text/plain\r\n\r\nx\r\n");
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int i = 0; i < 7; i++) {
            body.writeBytes(object);
        }
        try (CapturedLog log = CapturedLog.of("org.brixianode.receive")) {
            assertThat(post("/studies", body.toByteArray()).statusCode()).isEqualTo(400);
            assertThat(log.warnings())
                    .hasSize(7)
                    .startsWith(
                            "refused an object of GATEWAY: a part that is not application/dicom")
                    .contains("refused 2 more objects in the same request of GATEWAY");
        }
    }

    @Test
    void nothingStoredIsAConflict() throws Exception {
        HttpResponse<String> response = post("/studies/1.2.3", body(image(1)));
        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(failures(response)).containsEntry(uid(1), 0xC409);
    }

    @Test
    void aQueueThatFailsIsNotAcknowledged() throws Exception {
        intake.failWith(
                () -> {
                    throw new StageException(FailureReason.RETRY, "the database is away", null);
                });
        HttpResponse<String> response = post("/studies", body(image(1)));
        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(failures(response)).containsEntry(uid(1), 0x0110);
    }

    @Test
    void aFullDiskPutsSendersOff() throws Exception {
        scp.freeBytes(1500);
        HttpResponse<String> response = post("/studies", body(image(1)));
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).contains("60");
        assertThat(refused).containsExactly("GATEWAY NO_CAPACITY");
        scp.freeBytes(2000);
        assertThat(post("/studies", body(image(1))).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "multipart/related; type=\"application/dicom+json\"; boundary=xyz|415",
                "multipart/related; type=\"application/dicom+xml\"; boundary=xyz|415",
                "multipart/form-data; boundary=xyz|415",
                "application/dicom|415",
                "multipart/related; type=\"application/dicom\"|400",
                "multipart/related; type=\"application/dicom\"; boundary=\"\"|400",
                "multipart/related; type=\"application/dicom\"; boundary=abc|400",
                "multipart/related; type=application/dicom; boundary=xyz|200",
                "Multipart/Related; boundary=xyz|200",
            })
    void theContentTypeDecides(String type, int status) throws Exception {
        HttpRequest request =
                request("/studies")
                        .setHeader("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body(image(1))))
                        .build();
        assertThat(send(request).statusCode()).isEqualTo(status);
        assertThat(intake.accepted()).hasSize(status == 200 ? 1 : 0);
    }

    @Test
    void aCompressedBodyIsNotRead() throws Exception {
        HttpRequest request =
                request("/studies")
                        .header("Content-Encoding", "gzip")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body(image(1))))
                        .build();
        assertThat(send(request).statusCode()).isEqualTo(415);
    }

    @Test
    void partsOfOtherTypesAreRefused() throws Exception {
        byte[] body =
                latin(
                        "--xyz\r\nContent-Type: application/dicom+json\r\n\r\n[]\r\n"
                                + "--xyz\r\nContent-Type: application/dicom\r\n"
                                + "Content-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--xyz--");
        HttpResponse<String> response = post("/studies", body);
        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(failures(response)).containsOnly(Map.entry("", 0xC000));
    }

    @Test
    void otherPathsAndMethodsAreRefused() throws Exception {
        assertThat(post("/studies/1.2.x", body(image(1))).statusCode()).isEqualTo(404);
        assertThat(post("/studies/1.2/series", body(image(1))).statusCode()).isEqualTo(404);
        assertThat(post("/studies/", body(image(1))).statusCode()).isEqualTo(404);
        assertThat(post("/studiesX1.2", body(image(1))).statusCode()).isEqualTo(404);
        assertThat(post("/instances", body(image(1))).statusCode()).isEqualTo(404);
        assertThat(send(request("/studies").GET().build()).statusCode()).isEqualTo(405);
        HttpResponse<String> options =
                send(
                        request("/studies")
                                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                                .build());
        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(options.headers().firstValue("Allow")).contains("OPTIONS, POST");
    }

    /** The object up to the middle of its UIDs. */
    private static byte[] cut(byte[] object) {
        return java.util.Arrays.copyOf(object, 420);
    }

    /** The same bytes, said to be in a transfer syntax that is not accepted. */
    private static byte[] inSyntax(byte[] object) {
        String text = new String(object, StandardCharsets.ISO_8859_1);
        return latin(
                text.replaceFirst(
                        "UI\u0014\u00001\\.2\\.840\\.10008\\.1\\.2\\.1\u0000",
                        "UI\u0014\u00001.2.840.10008.1.2.9\u0000"));
    }
}
