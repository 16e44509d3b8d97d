package org.brixianode.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.brixianode.testkit.HttpPlayer.answer;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aoju.bus.image.Tag;
import org.brixianode.dicom.Part10;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.send.Courier.Contact;
import org.brixianode.send.Delivery;
import org.brixianode.send.DestinationStores;
import org.brixianode.send.HttpCredentials;
import org.brixianode.send.HttpService;
import org.brixianode.send.Outcome;
import org.brixianode.send.PeerState;
import org.brixianode.send.PeerStatus;
import org.brixianode.testkit.HttpPlayer;
import org.brixianode.testkit.TestObjects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** STOW-RS to a server that does what a server may do. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class StowCourierTest extends StowCourierTestBase {

    @Test
    void theObjectsOfAStudyAreOneRequest() throws Exception {
        Delivery first = delivery(1, "1.2.5", 1);
        Delivery second = delivery(2, "1.2.6", 1);
        Delivery third = delivery(3, "1.2.5", 1);
        courierTo(answer(200, JSON, stored(first, third)), answer(200, JSON, stored(second)));
        assertThat(courier.deliver(List.of(first, second, third), shown)).isEqualTo(Contact.KEPT);
        assertThat(shown.outcomes()).extracting(Outcome::kind).containsOnly(Outcome.Kind.SENT);
        assertThat(shown.ended()).hasSize(3);
        assertThat(shown.timesReached()).isPositive();
        assertThat(server.connections()).isEqualTo(1);
        assertThat(server.requests()).hasSize(2);

        HttpPlayer.Request request = server.requests().get(0);
        assertThat(request.head()).startsWith("POST /dicom-web/studies/1.2.5 HTTP/1.1\r\n");
        assertThat(request.header("Accept")).startsWith("application/dicom+json");
        String type = request.header("Content-Type");
        assertThat(type).startsWith("multipart/related; type=\"application/dicom\"; boundary=");
        String boundary = type.substring(type.indexOf("boundary=") + "boundary=".length());
        assertThat(parts(request.body(), boundary))
                .containsExactly(bytes(first.object().file()), bytes(third.object().file()));
    }

    @Test
    void aDeflatedObjectIsDecompressedUnlessCompressedIsSet() throws Exception {
        Path file = folder.resolve("deflated.dcm");
        var dataset = TestObjects.image(SopClasses.SECONDARY_CAPTURE, 7, 200_000);
        Part10.writeDeflated(file, dataset);
        Delivery delivery = delivery(7, "1.2.5", 1, file);
        courierTo(answer(200, JSON, stored(delivery)));
        courier.deliver(List.of(delivery), shown);
        assertThat(shown.kind(7)).isEqualTo(Outcome.Kind.SENT);

        Path sent = sent(0);
        assertThat(Part10.read(sent).transferSyntaxUid())
                .isEqualTo(TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN);
        assertThat(Part10.read(sent).meta().getString(Tag.MediaStorageSOPInstanceUID))
                .isEqualTo(uid(7));
        assertThat(Part10.read(sent).dataset()).isEqualTo(Part10.read(file).dataset());

        courier.close();
        shown.forget();
        courier(
                new HttpService(
                        URI.create(server.url("/x")), Optional.empty(), DestinationStores.NONE),
                true);
        courier.deliver(List.of(delivery), shown);
        assertThat(sent(1)).hasSameBinaryContentAs(file);
    }

    @Test
    void anObjectThatFailedBeforeIsSentAlone() throws Exception {
        Delivery first = delivery(1, "1.2.5", 1);
        Delivery failed = delivery(2, "1.2.5", 2);
        Delivery third = delivery(3, "1.2.5", 1);
        courierTo(answer(200, JSON, stored(first, third)), answer(400, "", ""));
        courier.deliver(List.of(failed, first, third), shown);
        assertThat(server.requests()).hasSize(2);
        assertThat(shown.ended()).hasSize(3);
    }

    @Test
    void aWithdrawnObjectIsNotSent() throws Exception {
        Delivery first = delivery(1, "1.2.5", 1);
        Delivery second = delivery(2, "1.2.5", 1);
        shown.withdraw(2);
        courierTo(answer(200, JSON, stored(first, second)));
        courier.deliver(List.of(first, second), shown);
        assertThat(shown.ended()).containsExactly(1L);
        assertThat(server.requests().get(0).body().length).isLessThan(60_000);
    }

    @Test
    void oneOfSeveralIsRefused() throws Exception {
        Delivery first = delivery(1, "1.2.5", 1);
        Delivery second = delivery(2, "1.2.5", 1);
        String body =
                stored(first).replaceFirst("\\}$", "")
                        + ",\"00081198\":{\"vr\":\"SQ\",\"Value\":[{\"00081155\":{\"Value\":[\""
                        + uid(2)
                        + "\"]},\"00081197\":{\"Value\":[43264]}}]}}";
        courierTo(answer(202, JSON, body));
        assertThat(courier.deliver(List.of(first, second), shown)).isEqualTo(Contact.KEPT);
        assertThat(shown.kind(1)).isEqualTo(Outcome.Kind.SENT);
        assertThat(shown.kind(2)).isEqualTo(Outcome.Kind.REFUSED);
        assertThat(shown.of(2).status().map(PeerStatus::code)).contains(0xA900);
    }

    @Test
    void theTimeThatABusyServerAsksForIsKept() throws Exception {
        Delivery delivery = delivery(1, "1.2.5", 1);
        courierTo(answer(503, "", "", "Retry-After: 30"), answer(200, JSON, stored(delivery)));
        assertThat(courier.deliver(List.of(delivery), shown)).isEqualTo(Contact.NONE);
        shown.forget();
        clock.advance(Duration.ofSeconds(29));
        assertThat(courier.deliver(List.of(delivery), shown)).isEqualTo(Contact.NONE);
        assertThat(shown.ended()).isEmpty();
        assertThat(server.requests()).hasSize(1);
        clock.advance(Duration.ofSeconds(1));
        assertThat(courier.deliver(List.of(delivery), shown)).isEqualTo(Contact.KEPT);
        assertThat(shown.kind(1)).isEqualTo(Outcome.Kind.SENT);
    }

    @Test
    void noServerCanAskForMoreThanAnHour() throws Exception {
        Delivery delivery = delivery(1, "1.2.5", 1);
        courierTo(
                answer(503, "", "", "Retry-After: Fri, 31 Dec 2027 23:59:59 GMT"),
                answer(200, JSON, stored(delivery)));
        courier.deliver(List.of(delivery), shown);
        shown.forget();
        clock.advance(Duration.ofHours(1));
        courier.deliver(List.of(delivery), shown);
        assertThat(shown.kind(1)).isEqualTo(Outcome.Kind.SENT);
    }

    @Test
    void aServerWithoutJsonIsAskedForXml() throws Exception {
        Delivery delivery = delivery(1, "1.2.5", 1);
        String xml =
                "<NativeDicomModel><DicomAttribute tag=\"00081199\" vr=\"SQ\"><Item number=\"1\">"
                        + "<DicomAttribute tag=\"00081155\" vr=\"UI\"><Value number=\"1\">"
                        + uid(1)
                        + "</Value></DicomAttribute></Item></DicomAttribute></NativeDicomModel>";
        courierTo(answer(406, "", ""), answer(200, "application/dicom+xml", xml));
        courier.deliver(List.of(delivery), shown);
        assertThat(shown.kind(1)).isEqualTo(Outcome.Kind.SENT);
        assertThat(server.requests())
                .extracting(one -> one.header("Accept"))
                .containsExactly("application/dicom+json", "application/dicom+xml");
    }

    @Test
    void anObjectThatCannotBeReadDoesNotHoldUpOthers() throws Exception {
        Delivery lost = delivery(1, "1.2.5", 1, folder.resolve("lost.dcm"));
        Delivery other = delivery(2, "1.2.5", 1);
        courierTo(answer(200, JSON, stored(other)));
        courier.deliver(List.of(lost, other), shown);
        assertThat(shown.kind(1)).isEqualTo(Outcome.Kind.UNREADABLE);
        assertThat(shown.kind(2)).isEqualTo(Outcome.Kind.SENT);
    }

    @Test
    void credentialsAreSentAndTheProbeStoresNothing() throws Exception {
        server =
                HttpPlayer.start(
                        answer(200, "", ""),
                        answer(401, "", ""),
                        answer(404, "", ""),
                        answer(204, "", ""),
                        answer(404, "", ""),
                        answer(404, "", ""),
                        answer(405, "", ""),
                        answer(403, "", ""));
        HttpService service =
                new HttpService(
                        URI.create(server.url("/dicom-web")),
                        Optional.of(HttpCredentials.basic("anna", "hunter2")),
                        DestinationStores.NONE);
        courier(service, false);
        assertThat(courier.reach().ok()).isTrue();
        assertThat(courier.reach().state()).isEqualTo(PeerState.REJECTED);
        assertThat(courier.reach().ok()).isTrue();
        assertThat(courier.reach().state()).isEqualTo(PeerState.REJECTED);
        assertThat(courier.reach().ok()).isTrue();
        assertThat(server.requests().get(3).head())
                .startsWith("GET /dicom-web/studies?StudyInstanceUID=2.25.0&limit=1 HTTP/1.1");
        HttpPlayer.Request probe = server.requests().get(0);
        assertThat(probe.head()).startsWith("OPTIONS /dicom-web/studies HTTP/1.1");
        assertThat(probe.header("Authorization")).isEqualTo("Basic YW5uYTpodW50ZXIy");
        assertThat(probe.body()).isEmpty();
    }

    private static String bytes(Path file) throws Exception {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    /** The contents of the parts, as Latin-1. */
    private static List<String> parts(byte[] body, String boundary) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        assertThat(text)
                .startsWith("--" + boundary + "\r\n")
                .endsWith("\r\n--" + boundary + "--\r\n");
        String inner = text.substring(boundary.length() + 4, text.length() - boundary.length() - 8);
        List<String> parts = new ArrayList<>();
        for (String part : inner.split("\r\n--" + boundary + "\r\n", -1)) {
            String head = "Content-Type: application/dicom\r\n\r\n";
            assertThat(part).startsWith(head);
            parts.add(part.substring(head.length()));
        }
        return parts;
    }

    private Path sent(int index) throws Exception {
        HttpPlayer.Request request = server.requests().get(index);
        String type = request.header("Content-Type");
        String part = parts(request.body(), type.substring(type.indexOf("boundary=") + 9)).get(0);
        return Files.write(
                folder.resolve("sent-" + index), part.getBytes(StandardCharsets.ISO_8859_1));
    }
}
