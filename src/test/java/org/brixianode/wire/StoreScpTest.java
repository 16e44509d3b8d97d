package org.brixianode.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.dicom.DimseStatus;
import org.brixianode.dicom.Part10;
import org.brixianode.dicom.Part10Names;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.study.FailureReason;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.StageException;
import org.brixianode.testkit.RecordingIntake;
import org.brixianode.testkit.TestObjects;
import org.brixianode.testkit.TestScp;
import org.brixianode.testkit.TestScu;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a well-behaved sender sees, and what is in the spool afterwards. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class StoreScpTest {

    private static final String EXPLICIT = TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final String CR = SopClasses.COMPUTED_RADIOGRAPHY;

    @TempDir Path spool;

    private final RecordingIntake intake = new RecordingIntake();

    private static TestScu sender(TestScp scp, String... syntaxes) throws Exception {
        return TestScu.connect(
                scp.port(),
                "MODALITY",
                TestScu.request(
                        TestScp.TITLE, new String[] {CR, SopClasses.VERIFICATION}, syntaxes));
    }

    static Stream<String> acceptedSyntaxes() {
        return Stream.of(
                TransferSyntaxes.IMPLICIT_VR_LITTLE_ENDIAN,
                TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN,
                TransferSyntaxes.EXPLICIT_VR_BIG_ENDIAN,
                TransferSyntaxes.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN,
                TransferSyntaxes.RLE_LOSSLESS,
                TransferSyntaxes.JPEG_BASELINE,
                TransferSyntaxes.JPEG_LOSSLESS,
                TransferSyntaxes.JPEG_LOSSLESS_SV1,
                TransferSyntaxes.JPEG_2000_LOSSLESS,
                TransferSyntaxes.JPEG_2000);
    }

    @ParameterizedTest
    @MethodSource("acceptedSyntaxes")
    void keepsEveryByteAsItCame(String syntax) throws Exception {
        Attributes image = TestObjects.cr(1);
        byte[] sent = TestObjects.encode(image, syntax);
        try (TestScp scp = new TestScp(spool).start(intake);
                TestScu scu = sender(scp, syntax)) {
            Attributes response = scu.store(CR, image.getString(Tag.SOPInstanceUID), syntax, sent);
            assertThat(TestScu.status(response)).isZero();
        }
        ReceivedInstance kept = intake.accepted().get(0);
        byte[] file = Files.readAllBytes(kept.file());
        Part10Names names = Part10Names.read(kept.file());
        assertThat(Arrays.copyOfRange(file, (int) names.datasetOffset(), file.length))
                .isEqualTo(sent);
        assertThat(kept.transferSyntaxUid()).isEqualTo(syntax);
        assertThat(kept.ref().studyUid()).isEqualTo(image.getString(Tag.StudyInstanceUID));
        assertThat(kept.ref().seriesUid()).isEqualTo(image.getString(Tag.SeriesInstanceUID));
        assertThat(kept.sizeBytes()).isEqualTo(file.length);
    }

    @Test
    void fileMetaTellsBothEnds() throws Exception {
        try (TestScp scp = new TestScp(spool).start(intake);
                TestScu scu = sender(scp, EXPLICIT)) {
            scu.store(TestObjects.cr(1), EXPLICIT);
        }
        Attributes meta = Part10.readHeader(intake.accepted().get(0).file()).meta();
        assertThat(meta.getString(Tag.SourceApplicationEntityTitle)).isEqualTo("MODALITY");
        assertThat(meta.getString(Tag.ReceivingApplicationEntityTitle)).isEqualTo("BRIXIA");
        assertThat(meta.getString(Tag.TransferSyntaxUID)).isEqualTo(EXPLICIT);
    }

    @Test
    void answersEcho() throws Exception {
        try (TestScp scp = new TestScp(spool).start(intake);
                TestScu scu = sender(scp, EXPLICIT)) {
            var response = scu.association().cecho();
            response.next();
            assertThat(TestScu.status(response.getCommand())).isZero();
        }
    }

    @Test
    void keepsTheSameObjectOnce() throws Exception {
        try (TestScp scp = new TestScp(spool).start(intake);
                TestScu scu = sender(scp, EXPLICIT)) {
            for (int i = 0; i < 3; i++) {
                Attributes response = scu.store(TestObjects.cr(1), EXPLICIT);
                assertThat(TestScu.status(response)).isZero();
            }
            assertThat(scp.files("objects")).hasSize(1);
            assertThat(scp.files("incoming")).isEmpty();
        }
        assertThat(intake.accepted()).hasSize(1);
        assertThat(intake.accepted().get(0).file()).exists();
    }

    @Test
    void keepsAnotherContentUnderTheSameUidAside() throws Exception {
        Attributes changed = TestObjects.cr(1);
        changed.setInt(Tag.Rows, VR.US, 32);
        try (TestScp scp = new TestScp(spool).start(intake);
                TestScu scu = sender(scp, EXPLICIT)) {
            scu.store(TestObjects.cr(1), EXPLICIT);
            assertThat(TestScu.status(scu.store(changed, EXPLICIT))).isZero();
            assertThat(scp.files("conflict")).hasSize(1);
            assertThat(scp.files("objects")).containsExactly(intake.accepted().get(0).file());
        }
    }

    @Test
    void refusesADataSetThatNamesAnotherInstance() throws Exception {
        Attributes response = refused(TestObjects.cr(1), CR, TestObjects.uid("instance", 2));
        assertThat(TestScu.status(response))
                .isEqualTo(DimseStatus.DATA_SET_DOES_NOT_MATCH_SOP_CLASS.code());
        assertThat(response.getString(Tag.ErrorComment)).contains("SOP Instance UID");
    }

    @Test
    void refusesADataSetOfAnotherClass() throws Exception {
        Attributes dx = TestObjects.image(SopClasses.DIGITAL_XRAY_FOR_PRESENTATION, 1, 10);
        Attributes response = refused(dx, CR, dx.getString(Tag.SOPInstanceUID));
        assertThat(TestScu.status(response))
                .isEqualTo(DimseStatus.DATA_SET_DOES_NOT_MATCH_SOP_CLASS.code());
        assertThat(response.getString(Tag.ErrorComment)).contains("SOP Class UID");
    }

    @Test
    void refusesADataSetWithoutStudy() throws Exception {
        Attributes image = TestObjects.cr(1);
        image.remove(Tag.StudyInstanceUID);
        Attributes response = refused(image, CR, image.getString(Tag.SOPInstanceUID));
        assertThat(TestScu.status(response)).isEqualTo(DimseStatus.CANNOT_UNDERSTAND.code());
        assertThat(response.getString(Tag.ErrorComment))
                .contains("Study Instance UID")
                .hasSizeLessThanOrEqualTo(64);
    }

    @Test
    void refusesAnInstanceUidThatWouldLeaveTheSpool() throws Exception {
        Attributes response = refused(TestObjects.cr(1), CR, "../../1.2.3");
        assertThat(TestScu.status(response)).isEqualTo(DimseStatus.INVALID_OBJECT_INSTANCE.code());
    }

    /** In the command set they would be file names; a second value is no part of a UID. */
    @ParameterizedTest
    @ValueSource(strings = {".", "..", "1.2\\3.4", "1..2", ".1.2", "1.2.", "1.2a"})
    void refusesAnInstanceUidThatIsNone(String uid) throws Exception {
        Attributes image = TestObjects.cr(1);
        image.setString(Tag.SOPInstanceUID, VR.UI, uid.split("\\\\"));
        Attributes response = refused(image, CR, uid);
        assertThat(TestScu.status(response)).isEqualTo(DimseStatus.INVALID_OBJECT_INSTANCE.code());
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "1.2\\3.4", "1..2"})
    void refusesAStudyOrSeriesUidThatIsNone(String uid) throws Exception {
        for (int tag : new int[] {Tag.StudyInstanceUID, Tag.SeriesInstanceUID}) {
            Attributes image = TestObjects.cr(1);
            image.setString(tag, VR.UI, uid.split("\\\\"));
            Attributes response = refused(image, CR, image.getString(Tag.SOPInstanceUID));
            assertThat(TestScu.status(response)).isEqualTo(DimseStatus.CANNOT_UNDERSTAND.code());
            assertThat(response.getString(Tag.ErrorComment)).contains("is not a UID");
            forgetSpool();
        }
    }

    private void forgetSpool() {
        intake.forget();
        TestScp.files(spool, "objects")
                .forEach(file -> assertThat(file.toFile().delete()).isTrue());
    }

    @Test
    void refusesASecondValueOfTheInstanceUidInTheDataSet() throws Exception {
        Attributes image = TestObjects.cr(1);
        String uid = image.getString(Tag.SOPInstanceUID);
        image.setString(Tag.SOPInstanceUID, VR.UI, uid, "1.2.3");
        Attributes response = refused(image, CR, uid);
        assertThat(TestScu.status(response))
                .isEqualTo(DimseStatus.DATA_SET_DOES_NOT_MATCH_SOP_CLASS.code());
    }

    @Test
    void toleratesLeadingZerosOfAUid() throws Exception {
        Attributes image = TestObjects.cr(1);
        image.setString(Tag.StudyInstanceUID, VR.UI, "1.2.03.004");
        try (TestScp scp = new TestScp(spool).start(intake);
                TestScu scu = sender(scp, EXPLICIT)) {
            assertThat(TestScu.status(scu.store(image, EXPLICIT))).isZero();
        }
    }

    /** As a colour palette, of which the standard asks for none (PS3.4 GG). */
    @Test
    void keepsWhatIsNeverScoredWithoutStudyAndPixels() throws Exception {
        String palette = "1.2.840.10008.5.1.4.39.1";
        Attributes object = new Attributes();
        object.setString(Tag.SOPClassUID, VR.UI, palette);
        object.setString(Tag.SOPInstanceUID, VR.UI, "1.2.3.4");
        try (TestScp scp = new TestScp(spool).keptClasses(palette).start(intake);
                TestScu scu =
                        TestScu.connect(
                                scp.port(),
                                "PACS",
                                TestScu.request(TestScp.TITLE, new String[] {palette}, EXPLICIT))) {
            assertThat(TestScu.status(scu.store(object, EXPLICIT))).isZero();
        }
        ReceivedInstance kept = intake.accepted().get(0);
        assertThat(kept.ref().studyUid()).isEmpty();
        intake.forget();
        try (TestScp again = new TestScp(spool).start(intake)) {
            assertThat(intake.accepted())
                    .extracting(ReceivedInstance::ref)
                    .containsExactly(kept.ref());
            assertThat(again.files("damaged")).isEmpty();
        }
    }

    private Attributes refused(Attributes dataset, String sopClass, String instance)
            throws Exception {
        try (TestScp scp = new TestScp(spool).start(intake);
                TestScu scu = sender(scp, EXPLICIT)) {
            byte[] bytes = TestObjects.encode(dataset, EXPLICIT);
            Attributes response = scu.store(sopClass, instance, EXPLICIT, bytes);
            assertThat(scp.files("objects")).isEmpty();
            assertThat(scp.files("incoming")).isEmpty();
            assertThat(intake.accepted()).isEmpty();
            // The association lives on.
            assertThat(TestScu.status(scu.store(TestObjects.cr(9), EXPLICIT))).isZero();
            return response;
        }
    }

    @Test
    void refusesAnUnreadableDataSet() throws Exception {
        try (TestScp scp = new TestScp(spool).start(intake);
                TestScu scu = sender(scp, EXPLICIT)) {
            Attributes response = scu.store(CR, "1.2.3", EXPLICIT, new byte[] {8, 0, 5, 0, 'C'});
            assertThat(TestScu.status(response)).isEqualTo(DimseStatus.CANNOT_UNDERSTAND.code());
            assertThat(scp.files("incoming")).isEmpty();
        }
    }

    @Test
    void refusesAnObjectThatIsTooLong() throws Exception {
        try (TestScp scp = new TestScp(spool).objectBytes(50_000).start(intake);
                TestScu scu = sender(scp, EXPLICIT)) {
            Attributes response = scu.store(TestObjects.image(CR, 1, 60_000), EXPLICIT);
            assertThat(TestScu.status(response)).isEqualTo(DimseStatus.OUT_OF_RESOURCES.code());
            assertThat(scp.files("incoming")).isEmpty();
            assertThat(TestScu.status(scu.store(TestObjects.cr(2), EXPLICIT))).isZero();
        }
    }

    @Test
    void cutsAnObjectThatDoesNotEnd() throws Exception {
        try (TestScp scp = new TestScp(spool).objectBytes(50_000).start(intake);
                TestScu scu = sender(scp, EXPLICIT)) {
            assertThatThrownBy(() -> scu.store(TestObjects.image(CR, 1, 2_000_000), EXPLICIT))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void answersWhenTheIntakeThrows() throws Exception {
        List<RecordingIntake.Failure> failures =
                List.of(
                        () -> {
                            throw new StageException(FailureReason.RETRY, "database is away");
                        },
                        () -> {
                            throw new IllegalStateException("a defect");
                        },
                        () -> {
                            throw new AssertionError("a worse defect");
                        });
        try (TestScp scp = new TestScp(spool).start(intake);
                TestScu scu = sender(scp, EXPLICIT)) {
            for (RecordingIntake.Failure failure : failures) {
                intake.failWith(failure);
                assertThat(TestScu.status(scu.store(TestObjects.cr(1), EXPLICIT)))
                        .isEqualTo(DimseStatus.PROCESSING_FAILURE.code());
            }
            intake.failWith(
                    () -> {
                        throw new OutOfMemoryError("not really");
                    });
            assertThat(TestScu.status(scu.store(TestObjects.cr(1), EXPLICIT)))
                    .isEqualTo(DimseStatus.OUT_OF_RESOURCES.code());
            intake.work();
            assertThat(TestScu.status(scu.store(TestObjects.cr(1), EXPLICIT))).isZero();
        }
        assertThat(intake.accepted()).hasSize(1);
    }

    @Test
    void refusesObjectsBelowTheHardMark() throws Exception {
        try (TestScp scp = new TestScp(spool).start(intake);
                TestScu scu = sender(scp, EXPLICIT)) {
            scp.freeBytes(999);
            Attributes response = scu.store(TestObjects.cr(1), EXPLICIT);
            assertThat(TestScu.status(response)).isEqualTo(DimseStatus.OUT_OF_RESOURCES.code());
            assertThat(response.getString(Tag.ErrorComment)).isEqualTo("disk is full");
            scp.freeBytes(1000);
            assertThat(TestScu.status(scu.store(TestObjects.cr(1), EXPLICIT))).isZero();
        }
    }

    @Test
    void answersWhenTheSpoolFails() throws Exception {
        try (TestScp scp = new TestScp(spool).start(intake);
                TestScu scu = sender(scp, EXPLICIT)) {
            Files.delete(spool.resolve("incoming"));
            assertThat(TestScu.status(scu.store(TestObjects.cr(1), EXPLICIT)))
                    .isEqualTo(DimseStatus.OUT_OF_RESOURCES.code());
            Files.createDirectory(spool.resolve("incoming"));
            assertThat(TestScu.status(scu.store(TestObjects.cr(1), EXPLICIT))).isZero();
        }
    }

    private static <T> Future<T> inBackground(Callable<T> task) {
        FutureTask<T> future = new FutureTask<>(task);
        new Thread(future).start();
        return future;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean listens(int port) {
        try (Socket probe = new Socket("127.0.0.1", port)) {
            return probe.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void stopsWhileAnAssociationIsIdle() throws Exception {
        try (TestScp scp = new TestScp(spool).start(intake);
                TestScu scu = sender(scp, EXPLICIT)) {
            scu.store(TestObjects.cr(1), EXPLICIT);
            long start = System.nanoTime();
            assertThat(scp.scp().stop(Duration.ofMinutes(1))).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("not at the limit for idle associations, after 20 s")
                    .isLessThan(Duration.ofSeconds(15));
        }
    }

    @Test
    void letsARunningRequestComeToItsAnswerWhenItStops() throws Exception {
        CountDownLatch inHand = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        intake.failWith(
                () -> {
                    inHand.countDown();
                    awaitQuietly(goOn);
                });
        try (TestScp scp = new TestScp(spool).start(intake);
                TestScu scu = sender(scp, EXPLICIT)) {
            var response = inBackground(() -> scu.store(TestObjects.cr(1), EXPLICIT));
            inHand.await();
            int port = scp.port();
            var stopped = inBackground(() -> scp.scp().stop(Duration.ofSeconds(20)));
            await().until(() -> !listens(port));
            goOn.countDown();
            assertThat(TestScu.status(response.get(20, TimeUnit.SECONDS))).isZero();
            assertThat(stopped.get(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(intake.accepted()).hasSize(1);
    }
}
