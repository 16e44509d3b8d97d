package org.brixianode.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.testkit.DicomLibrary;
import org.brixianode.testkit.Pdus;
import org.brixianode.testkit.RecordingIntake;
import org.brixianode.testkit.ScriptedPeer;
import org.brixianode.testkit.TestObjects;
import org.brixianode.testkit.TestScp;
import org.brixianode.testkit.TestScu;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Peers that break the rules, stall or go: nothing may be left of them, and others are served. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HostilePeerTest {

    private static final String IMPLICIT = TransferSyntaxes.IMPLICIT_VR_LITTLE_ENDIAN;
    private static final String CR = SopClasses.COMPUTED_RADIOGRAPHY;
    private static final Duration SHORT = Duration.ofMillis(800);

    /** Longer than a scripted peer waits. */
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir Path spool;

    private final RecordingIntake intake = new RecordingIntake();
    private TestScp scp;

    @BeforeEach
    void start() throws Exception {
        start(LONG, LONG, LONG);
    }

    private void start(Duration accept, Duration request, Duration idle) throws Exception {
        if (scp != null) {
            scp.close();
        }
        scp =
                new TestScp(spool)
                        .associations(1)
                        .pduBytes(1 << 14)
                        .timeouts(accept, request, idle)
                        .start(intake);
    }

    /** With one association allowed, a leaked slot shows at once. */
    @AfterEach
    void nothingIsLeftAndTheNextIsServed() throws Exception {
        await().until(() -> scp.scp().openAssociations() == 0);
        await().until(() -> scp.files("incoming").isEmpty());
        try {
            // On a slow machine it may be too slow for a short limit.
            await().atMost(LONG)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(this::nextIsServed);
        } finally {
            scp.close();
        }
    }

    private boolean nextIsServed() throws Exception {
        try (TestScu scu =
                TestScu.connect(
                        scp.port(),
                        "NEXT",
                        TestScu.request(TestScp.TITLE, new String[] {CR}, IMPLICIT))) {
            return TestScu.status(scu.store(TestObjects.cr(99), IMPLICIT)) == 0;
        }
    }

    private static byte[] associate() {
        return Pdus.associate(TestScp.TITLE, "MODALITY", CR, IMPLICIT);
    }

    private ScriptedPeer associated() throws IOException {
        ScriptedPeer peer = new ScriptedPeer(scp.port()).send(associate());
        assertThat(peer.read().orElseThrow().type()).isEqualTo(Pdus.A_ASSOCIATE_AC);
        return peer;
    }

    /** The same although a slow machine may take longer than a short limit. */
    private ScriptedPeer associatedAtLast() {
        AtomicReference<ScriptedPeer> peer = new AtomicReference<>();
        await().atMost(LONG)
                .pollDelay(Duration.ZERO)
                .ignoreExceptions()
                .untilAsserted(() -> peer.set(associated()));
        return peer.get();
    }

    private static byte[] storeCommand() {
        return Pdus.data(1, Pdus.COMMAND_LAST, Pdus.storeCommand(CR, "1.2.3"));
    }

    static Stream<Arguments> brokenOpenings() {
        byte[] right = associate();
        byte[] noSyntax = Pdus.associate(TestScp.TITLE, "MODALITY", CR);
        byte[] tinyPdu = Pdus.associate(TestScp.TITLE, "MODALITY", 6, CR, IMPLICIT);
        byte[] body = java.util.Arrays.copyOfRange(right, 6, right.length);
        byte[] cut = java.util.Arrays.copyOf(body, body.length - 3);
        return Stream.of(
                Arguments.of("unknown PDU type", Pdus.pdu(0x42, new byte[8])),
                Arguments.of("not DICOM", "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes()),
                Arguments.of("data first", storeCommand()),
                Arguments.of("release first", Pdus.release()),
                Arguments.of("length too long", Pdus.pdu(1, 0x7fffffffL, body)),
                Arguments.of("length negative", Pdus.pdu(1, 0xffffffffL, body)),
                Arguments.of("items cut short", Pdus.pdu(1, cut)),
                Arguments.of("no body", Pdus.pdu(1, new byte[4])),
                Arguments.of("no transfer syntax", noSyntax),
                Arguments.of("PDU length of 6", tinyPdu));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenOpenings")
    void abortsABrokenOpening(String name, byte[] opening) throws Exception {
        try (ScriptedPeer peer = new ScriptedPeer(scp.port()).send(opening)) {
            assertAborted(peer.read(), false);
            assertThat(peer.seesClose()).isTrue();
        }
    }

    /** Before an association is set up, dcm4che may close the connection without A-ABORT. */
    private static void assertAborted(Optional<ScriptedPeer.Pdu> answer, boolean associated) {
        if (associated || answer.isPresent() || !DicomLibrary.isDcm4che()) {
            assertThat(answer).map(ScriptedPeer.Pdu::type).contains(Pdus.A_ABORT);
        }
    }

    static Stream<Arguments> brokenData() {
        byte[] tooLong = new byte[(1 << 14) + 100];
        return Stream.of(
                Arguments.of("PDU longer than agreed", Pdus.data(1, Pdus.DATA_MORE, tooLong)),
                Arguments.of("context never proposed", Pdus.data(9, Pdus.DATA_LAST, new byte[8])),
                Arguments.of("fragment of length 0", Pdus.pdu(4, new byte[6])),
                Arguments.of(
                        "fragment longer than its PDU",
                        Pdus.pdu(4, Pdus.hex("00000100 01 00 0000"))),
                Arguments.of("command within data", storeCommand()),
                Arguments.of("release within data", Pdus.release()),
                Arguments.of("association within data", associate()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenData")
    void abortsABrokenDataSet(String name, byte[] second) throws Exception {
        try (ScriptedPeer peer = associated()) {
            peer.send(storeCommand(), Pdus.data(1, Pdus.DATA_MORE, new byte[100]), second);
            assertThat(peer.readUntil(Pdus.A_ABORT)).isPresent();
            assertThat(peer.seesClose()).isTrue();
        }
        assertThat(intake.accepted()).isEmpty();
    }

    @Test
    void forgetsAnObjectWhoseSenderAborts() throws Exception {
        try (ScriptedPeer peer = associated()) {
            peer.send(storeCommand(), Pdus.data(1, Pdus.DATA_MORE, new byte[100]));
            await().until(() -> scp.files("incoming").size() == 1);
            peer.send(Pdus.abort());
            assertThat(peer.seesClose()).isTrue();
        }
    }

    @Test
    void discardsAnObjectWhoseSenderDisconnects() throws Exception {
        try (ScriptedPeer peer = associated()) {
            peer.send(storeCommand(), Pdus.data(1, Pdus.DATA_MORE, new byte[100]));
            await().until(() -> scp.files("incoming").size() == 1);
        }
    }

    static Stream<Arguments> stalls() {
        byte[] half = java.util.Arrays.copyOf(associate(), 40);
        byte[] fragment = Pdus.data(1, Pdus.DATA_MORE, new byte[100]);
        byte[] halfFragment = java.util.Arrays.copyOf(fragment, 20);
        return Stream.of(
                Arguments.of("says nothing", false, new byte[0]),
                Arguments.of("stalls in its first PDU", false, half),
                Arguments.of("associates and says nothing", true, new byte[0]),
                Arguments.of("stalls in a PDU header", true, new byte[] {4, 0, 0}),
                Arguments.of("stalls after a command", true, storeCommand()),
                Arguments.of("stalls in a data set", true, Pdus.join(storeCommand(), fragment)),
                Arguments.of(
                        "stalls in a PDU of a data set",
                        true,
                        Pdus.join(storeCommand(), halfFragment)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stalls")
    void dropsAPeerThat(String name, boolean associated, byte[] last) throws Exception {
        start(SHORT, LONG, SHORT);
        try (ScriptedPeer peer = associated ? associatedAtLast() : new ScriptedPeer(scp.port())) {
            long start = System.nanoTime();
            peer.send(last);
            assertAborted(peer.readUntil(Pdus.A_ABORT), associated);
            assertThat(peer.seesClose()).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONG);
        }
    }

    @Test
    void dropsAPeerThatDripsItsDataSet() throws Exception {
        start(LONG, Duration.ofSeconds(1), LONG);
        try (ScriptedPeer peer = associated()) {
            peer.send(storeCommand());
            byte[] drop = Pdus.data(1, Pdus.DATA_MORE, new byte[2]);
            await().atMost(LONG).pollInterval(Duration.ofMillis(50)).until(() -> fails(peer, drop));
        }
    }

    private static boolean fails(ScriptedPeer peer, byte[] pdu) {
        try {
            peer.send(pdu);
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Answers pile up in the buffers until our writes stall; reading goes no further then. */
    @Test
    void dropsAPeerThatNeverReads() throws Exception {
        start(SHORT, LONG, SHORT);
        byte[] echo = Pdus.data(1, Pdus.COMMAND_LAST, Pdus.echoCommand());
        byte[] many = new byte[echo.length * 2000];
        for (int i = 0; i < 2000; i++) {
            System.arraycopy(echo, 0, many, i * echo.length, echo.length);
        }
        byte[] open = Pdus.associate(TestScp.TITLE, "MODALITY", SopClasses.VERIFICATION, IMPLICIT);
        try (ScriptedPeer peer = ScriptedPeer.withSmallBuffer(scp.port()).send(open)) {
            await().atMost(LONG)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> fails(peer, many));
        }
    }

    static Stream<Arguments> messagesWithoutEnd() {
        byte[] response = Pdus.data(1, Pdus.COMMAND_LAST, Pdus.findResponse());
        return Stream.of(
                Arguments.of("a command set", new byte[0], Pdus.data(1, 1, new byte[8000])),
                Arguments.of("empty fragments", new byte[0], Pdus.data(1, 1, new byte[0])),
                Arguments.of(
                        "a response that nobody asked for",
                        response,
                        Pdus.data(1, Pdus.DATA_MORE, new byte[8000])));
    }

    /** The library reads both into memory. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("messagesWithoutEnd")
    void abortsAMessageWithoutEnd(String name, byte[] first, byte[] next) throws Exception {
        byte[] many = Pdus.join(java.util.Collections.nCopies(100, next).toArray(byte[][]::new));
        try (ScriptedPeer peer = associated()) {
            peer.send(first);
            await().atMost(LONG)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> fails(peer, many));
        }
    }

    @Test
    void answersAnUnknownOperation() throws Exception {
        byte[] find = Pdus.echoCommand();
        // (0000,0100) becomes N-GET-RQ; its value lies before the message id and data set type
        int at = indexOf(find, new byte[] {0, 0, 0, 1, 2, 0, 0, 0, 0x30, 0});
        find[at + 8] = 0x10;
        find[at + 9] = 0x01;
        try (ScriptedPeer peer = associated()) {
            peer.send(Pdus.data(1, Pdus.COMMAND_LAST, find));
            byte[] answer = peer.readUntil(Pdus.P_DATA_TF).orElseThrow().body();
            assertThat(indexOf(answer, new byte[] {0, 0, 0, 9, 2, 0, 0, 0, 0x11, 0x02}))
                    .isPositive();
            peer.send(Pdus.release());
            assertThat(peer.read().orElseThrow().type()).isEqualTo(Pdus.A_RELEASE_RP);
        }
    }

    private static int indexOf(byte[] all, byte[] part) {
        for (int i = 0; i + part.length <= all.length; i++) {
            if (java.util.Arrays.equals(all, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        return -1;
    }
}
