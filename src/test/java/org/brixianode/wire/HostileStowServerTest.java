package org.brixianode.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.brixianode.testkit.HttpPlayer.answer;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.brixianode.dicom.Part10;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.TlsConfig;
import org.brixianode.send.Courier;
import org.brixianode.send.Courier.Contact;
import org.brixianode.send.Delivery;
import org.brixianode.send.DestinationStores;
import org.brixianode.send.HttpCredentials;
import org.brixianode.send.HttpService;
import org.brixianode.send.Outcome;
import org.brixianode.send.PeerState;
import org.brixianode.send.Reachability;
import org.brixianode.send.http.HttpTimeouts;
import org.brixianode.study.StoreFile;
import org.brixianode.testkit.HttpPlayer;
import org.brixianode.testkit.Peers;
import org.brixianode.testkit.TestKeys;
import org.brixianode.testkit.TestObjects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** STOW-RS to a server that does what none should, or that is not there. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HostileStowServerTest extends StowCourierTestBase {

    /** For the connection enough on a busy machine; the answer may take as long again and more. */
    private static final HttpTimeouts SHORT =
            new HttpTimeouts(Duration.ofSeconds(2), Duration.ofMillis(200));

    /** Too long for a name of DNS, so that no server is asked, which may not answer in time. */
    private static final String NO_HOST = "no-such-host" + "-".repeat(60) + "x.invalid";

    private static final long LONGEST_MS = 30_000;

    private final CountDownLatch ended = new CountDownLatch(1);

    /** Links to the files that this process has open, on Linux. */
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    @ParameterizedTest
    @CsvSource({
        "401,REJECTED,credentials", "403,REJECTED,forbids", "404,REJECTED,no such path",
        "405,REJECTED,does not offer STOW-RS", "502,BUSY,not available", "503,BUSY,not available",
        "429,BUSY,not available",
    })
    void aServiceThatTakesNothingIsUnreachable(int status, PeerState state, String text)
            throws Exception {
        courierTo(answer(status, "text/plain", "secret text of the peer"));
        Delivery first = delivery(1, "1.2.5", 1);
        Delivery second = delivery(2, "1.2.6", 1);
        assertThat(courier.deliver(List.of(first, second), shown)).isEqualTo(Contact.NONE);
        assertThat(shown.ended()).containsExactly(1L);
        assertThat(shown.kind(1)).isEqualTo(Outcome.Kind.UNREACHABLE);
        assertThat(shown.of(1).peer()).isEqualTo(state);
        assertThat(shown.of(1).text())
                .startsWith("web (http://localhost:")
                .contains("HTTP " + status, text)
                .doesNotContain("secret");
        assertThat(shown.timesReached()).isZero();
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        server = HttpPlayer.start(answer(200, JSON, "{}"));
        try (HttpPlayer first =
                HttpPlayer.start(answer(307, "", "", "Location: " + server.url("/a?token=b")))) {
            HttpService service =
                    new HttpService(
                            URI.create(first.url("/dicom-web")),
                            Optional.of(HttpCredentials.bearer("hunter2")),
                            DestinationStores.NONE);
            courier(service, false).deliver(List.of(delivery(1, "1.2.5", 1)), shown);
        }
        assertThat(server.connections()).isZero();
        assertThat(shown.of(1).peer()).isEqualTo(PeerState.REJECTED);
        assertThat(shown.of(1).text())
                .contains("redirects to localhost")
                .doesNotContain("token", "hunter2");
    }

    @Test
    void aServerThatDiesInTheMiddleHasStoredNothing() throws Exception {
        courierTo(HttpPlayer.hangUpAfter(1000));
        Delivery first = delivery(1, "1.2.5", 1);
        Delivery second = delivery(2, "1.2.6", 1);
        assertThat(courier.deliver(List.of(first, second), shown)).isEqualTo(Contact.LOST);
        assertThat(shown.ended()).containsExactly(1L);
        assertThat(shown.kind(1)).isEqualTo(Outcome.Kind.BROKEN);
        assertThat(shown.of(1).peer()).isEqualTo(PeerState.ABORTED);
    }

    @Test
    void aKeptConnectionThatThePeerHasJustClosedIsReplacedOnce() throws Exception {
        Delivery first = delivery(1, "1.2.5", 1);
        Delivery second = delivery(2, "1.2.6", 1);
        Delivery third = delivery(3, "1.2.7", 1);
        courierTo(
                answer(200, JSON, stored(first)),
                HttpPlayer.hangUpAfter(0),
                answer(200, JSON, stored(second)),
                HttpPlayer.hangUpAfter(1000));
        assertThat(courier.deliver(List.of(first, second), shown)).isEqualTo(Contact.KEPT);
        assertThat(List.of(shown.kind(1), shown.kind(2))).containsOnly(Outcome.Kind.SENT);
        assertThat(server.requests()).hasSize(3);
        assertThat(server.connections()).isEqualTo(2);

        assertThat(courier.deliver(List.of(third), shown)).isEqualTo(Contact.LOST);
        assertThat(shown.kind(3)).isEqualTo(Outcome.Kind.BROKEN);
        assertThat(server.requests()).as("one over a kept, one over a new connection").hasSize(5);
    }

    /** What has begun to answer has the request, whatever becomes of the connection. */
    @Test
    void aRequestWhoseAnswerHasBegunIsNotRepeated() throws Exception {
        Delivery first = delivery(1, "1.2.5", 1);
        courierTo(
                answer(200, JSON, stored(first)),
                (head, in, out) -> {
                    in.readAllBytes();
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n{".getBytes(US_ASCII));
                    return false;
                });
        courier.deliver(List.of(first, delivery(2, "1.2.6", 1)), shown);
        assertThat(shown.kind(2)).isEqualTo(Outcome.Kind.BROKEN);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void theFileOfABrokenRequestIsClosed() throws Exception {
        assumeTrue(Files.isDirectory(OPEN_FILES));
        courierTo(HttpPlayer.hangUpAfter(1000));
        Path file = folder.resolve("large.dcm");
        Part10.write(file, TestObjects.image(SopClasses.SECONDARY_CAPTURE, 1, 30_000_000));
        courier.deliver(List.of(delivery(1, "1.2.5", 1, file)), shown);
        assertThat(shown.kind(1)).isEqualTo(Outcome.Kind.BROKEN);
        assertThat(openFiles()).isNotEmpty().doesNotContain(file.toRealPath());
    }

    private static List<Path> openFiles() throws IOException {
        List<Path> open = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(OPEN_FILES)) {
            for (Path one : all) {
                try {
                    open.add(Files.readSymbolicLink(one));
                } catch (NoSuchFileException closed) {
                    // Another thread has closed it.
                }
            }
        }
        return open;
    }

    @ParameterizedTest
    @CsvSource({
        "'SSH-2.0-OpenSSH_9.2\r\n'",
        "'HTTP/1.1 abc\r\n\r\n'",
        "'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{'",
        "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'",
        "''",
    })
    void garbageIsNoConfirmation(String answer) throws Exception {
        server =
                HttpPlayer.start(
                        (head, in, out) -> {
                            in.readAllBytes();
                            out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
                            out.flush();
                            return false;
                        });
        courier(server.url("/dicom-web"));
        assertThat(courier.deliver(List.of(delivery(1, "1.2.5", 1)), shown))
                .isEqualTo(Contact.LOST);
        assertThat(shown.kind(1)).isEqualTo(Outcome.Kind.BROKEN);
    }

    @Test
    void anEndlessAnswerEnds() throws Exception {
        byte[] piece = new byte[1 << 16];
        courierTo(
                (head, in, out) -> {
                    in.readAllBytes();
                    out.write(
                            ("HTTP/1.1 200 OK\r\nContent-Type: " + JSON + "\r\n\r\n")
                                    .getBytes(StandardCharsets.ISO_8859_1));
                    while (true) {
                        out.write(piece);
                    }
                });
        courier.deliver(List.of(delivery(1, "1.2.5", 1)), shown);
        assertThat(shown.kind(1)).isEqualTo(Outcome.Kind.REFUSED);
    }

    @Test
    void anAnswerThatDripsIsLeft() throws Exception {
        timeouts = SHORT;
        courierTo(
                (head, in, out) -> {
                    in.readAllBytes();
                    out.write(
                            "HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n"
                                    .getBytes(StandardCharsets.ISO_8859_1));
                    while (!hasEnded(20)) {
                        out.write(' ');
                        out.flush();
                    }
                    return false;
                });
        assertThat(courier.deliver(List.of(delivery(1, "1.2.5", 1)), shown))
                .isEqualTo(Contact.LOST);
        assertThat(shown.of(1).peer()).isEqualTo(PeerState.TIMEOUT);
    }

    @Test
    void aSilentServerIsLeft() throws Exception {
        timeouts = SHORT;
        courierTo(
                (head, in, out) -> {
                    in.readAllBytes();
                    return in.read() > 0 || !hasEnded(LONGEST_MS);
                });
        assertThat(courier.deliver(List.of(delivery(1, "1.2.5", 1)), shown))
                .isEqualTo(Contact.LOST);
        assertThat(shown.of(1).peer()).isEqualTo(PeerState.TIMEOUT);
    }

    @Test
    void closingEndsARunningRequest() throws Exception {
        courierTo(
                (head, in, out) -> {
                    new Thread(courier::close).start();
                    return !hasEnded(LONGEST_MS);
                });
        courier.deliver(List.of(delivery(1, "1.2.5", 1)), shown);
        assertThat(shown.of(1).text()).contains("this node closed the connection");
        courier.deliver(List.of(delivery(2, "1.2.5", 1)), shown);
        assertThat(shown.of(2).text()).contains("this node closed the connection");
    }

    @Test
    void unreachableHostsAreTold() throws Exception {
        String url = "http://localhost:" + Peers.freePort();
        assertThat(courier(url).deliver(List.of(delivery(1, "1.2.5", 1)), shown))
                .isEqualTo(Contact.NONE);
        assertThat(shown.of(1).peer()).isEqualTo(PeerState.NO_CONNECTION);
        Reachability unknown = courier("http://" + NO_HOST).reach();
        assertThat(unknown.state()).isEqualTo(PeerState.UNKNOWN_HOST);
        assertThat(unknown.message()).contains(NO_HOST);
    }

    @Test
    void certificatesAreCheckedAndRenewedOnesAreUsed() throws Exception {
        TestKeys keys = new TestKeys(folder);
        keys.make("server", "localhost");
        keys.make("other", "other.example");
        keys.make("node", "localhost");
        Delivery delivery = delivery(1, "1.2.5", 1);
        server =
                HttpPlayer.startTls(
                        keys.context(Optional.of("server"), "node"),
                        true,
                        answer(200, JSON, stored(delivery)));
        TlsConfig right = keys.config("node", "server", false);
        TlsConfig wrong = keys.config("node", "other", false);

        Path live = folder.resolve("live.p12");
        Files.copy(wrong.trustStore(), live);
        StoreFile trusted = new StoreFile(live, right.trustStorePassword());
        tls(new DestinationStores(Optional.of(right.keys()), Optional.of(trusted)));
        assertThat(courier.deliver(List.of(delivery), shown)).isEqualTo(Contact.NONE);
        assertThat(shown.of(1).peer()).isEqualTo(PeerState.TLS_FAILED);

        shown.forget();
        Files.write(live, Files.readAllBytes(right.trustStore()));
        assertThat(courier.deliver(List.of(delivery), shown)).isEqualTo(Contact.KEPT);
        assertThat(shown.kind(1)).isEqualTo(Outcome.Kind.SENT);
    }

    @Test
    void aCertificateForAnotherHostIsRefused() throws Exception {
        TestKeys keys = new TestKeys(folder);
        keys.make("other", "other.example");
        server =
                HttpPlayer.startTls(
                        keys.context(Optional.of("other"), "other"),
                        false,
                        answer(200, JSON, "{}"));
        tls(
                new DestinationStores(
                        Optional.empty(),
                        Optional.of(keys.config("other", "other", false).trusted())));
        Reachability found = courier.reach();
        assertThat(found.state()).isEqualTo(PeerState.TLS_FAILED);
        assertThat(found.message()).contains("certificate is for 'localhost'");
        assertThat(server.requests()).isEmpty();
    }

    @AfterEach
    void release() {
        ended.countDown();
    }

    /** Whether the test ends within the wait. */
    private boolean hasEnded(long waitMs) {
        try {
            return ended.await(waitMs, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private Courier tls(DestinationStores stores) {
        return courier(
                new HttpService(URI.create(server.url("/dicom-web")), Optional.empty(), stores),
                false);
    }
}
