package org.brixianode.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.aoju.bus.image.metric.internal.pdu.AAssociateRJ;
import org.aoju.bus.image.metric.internal.pdu.AAssociateRQ;
import org.aoju.bus.image.metric.internal.pdu.CommonExtended;
import org.aoju.bus.image.metric.internal.pdu.Presentation;
import org.brixianode.dicom.NodeIdentity;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.StorageClasses;
import org.brixianode.dicom.TransferSyntaxes;
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

/** Who is let in, for what, and what the others are told (PS3.8 9.3.4). */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class AdmissionTest {

    private static final String HIGH_THROUGHPUT = "1.2.840.10008.1.2.4.201";
    private static final String EXPLICIT = TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final String[] CR = {SopClasses.COMPUTED_RADIOGRAPHY};

    @TempDir Path spool;

    private final RecordingIntake intake = new RecordingIntake();

    private static AAssociateRJ rejection(TestScp scp, String calling, String called) {
        return catchThrowableOfType(
                AAssociateRJ.class,
                () ->
                        TestScu.connect(scp.port(), calling, TestScu.request(called, CR, EXPLICIT))
                                .close());
    }

    private static void isPermanent(AAssociateRJ rejection, int reason) {
        assertThat(rejection.getResult()).isEqualTo(AAssociateRJ.RESULT_REJECTED_PERMANENT);
        assertThat(rejection.getSource()).isEqualTo(AAssociateRJ.SOURCE_SERVICE_USER);
        assertThat(rejection.getReason()).isEqualTo(reason);
    }

    private static void isTransient(AAssociateRJ rejection, int reason) {
        assertThat(rejection.getResult()).isEqualTo(AAssociateRJ.RESULT_REJECTED_TRANSIENT);
        assertThat(rejection.getSource()).isEqualTo(AAssociateRJ.SOURCE_SERVICE_PROVIDER_PRES);
        assertThat(rejection.getReason()).isEqualTo(reason);
    }

    @Test
    void rejectsAnotherCalledTitle() throws Exception {
        try (TestScp scp = new TestScp(spool).start(intake)) {
            isPermanent(
                    rejection(scp, "MODALITY", "OTHER"),
                    AAssociateRJ.REASON_CALLED_AET_NOT_RECOGNIZED);
        }
    }

    @Test
    void rejectsAnUnlistedCaller() throws Exception {
        try (TestScp scp = new TestScp(spool).callers("PACS", "XR1").start(intake)) {
            isPermanent(
                    rejection(scp, "MODALITY", TestScp.TITLE),
                    AAssociateRJ.REASON_CALLING_AET_NOT_RECOGNIZED);
            assertThat(rejection(scp, "XR1", TestScp.TITLE)).isNull();
        }
    }

    @Test
    void rejectsMoreThanTheBoundAndOnlyForTheTimeBeing() throws Exception {
        AAssociateRQ request = TestScu.request(TestScp.TITLE, CR, EXPLICIT);
        try (TestScp scp = new TestScp(spool).associations(2).start(intake);
                TestScu first = TestScu.connect(scp.port(), "A", request)) {
            try (TestScu second =
                    TestScu.connect(
                            scp.port(), "B", TestScu.request(TestScp.TITLE, CR, EXPLICIT))) {
                assertThat(scp.scp().openAssociations()).isEqualTo(2);
                isTransient(
                        rejection(scp, "C", TestScp.TITLE),
                        AAssociateRJ.REASON_LOCAL_LIMIT_EXCEEDED);
                assertThat(TestScu.status(second.store(TestObjects.cr(1), EXPLICIT))).isZero();
            }
            await().until(() -> scp.scp().openAssociations() == 1);
            assertThat(rejection(scp, "C", TestScp.TITLE)).isNull();
            assertThat(first.association().isReadyForDataTransfer()).isTrue();
        }
    }

    @Test
    void rejectsForTheTimeBeingBelowTheSoftMark() throws Exception {
        try (TestScp scp = new TestScp(spool).start(intake)) {
            scp.freeBytes(1999);
            isTransient(
                    rejection(scp, "MODALITY", TestScp.TITLE),
                    AAssociateRJ.REASON_TEMPORARY_CONGESTION);
            assertThat(scp.scp().openAssociations()).isZero();
            scp.freeBytes(2000);
            assertThat(rejection(scp, "MODALITY", TestScp.TITLE)).isNull();
        }
    }

    @Test
    void namesItselfInItsAnswer() throws Exception {
        try (TestScp scp = new TestScp(spool).start(intake);
                TestScu scu =
                        TestScu.connect(
                                scp.port(), "A", TestScu.request(TestScp.TITLE, CR, EXPLICIT))) {
            assertThat(scu.association().getRemoteImplClassUID())
                    .isEqualTo(NodeIdentity.IMPLEMENTATION_CLASS_UID);
            assertThat(scu.association().getRemoteImplVersionName())
                    .isEqualTo(NodeIdentity.IMPLEMENTATION_VERSION_NAME);
        }
    }

    @Test
    void refusesSyntaxesThatItCannotDecode() throws Exception {
        try (TestScp scp = new TestScp(spool).start(intake);
                TestScu scu =
                        TestScu.connect(
                                scp.port(),
                                "A",
                                TestScu.request(TestScp.TITLE, CR, HIGH_THROUGHPUT))) {
            assertThat(scu.association().getAAssociateAC().getPresentationContext(1).getResult())
                    .isEqualTo(4);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TransferSyntaxes.JPEG_EXTENDED,
                TransferSyntaxes.JPEG_LS_LOSSLESS,
                TransferSyntaxes.JPEG_LS_NEAR_LOSSLESS
            })
    void offersASyntaxUnlessItsDecoderFailed(String syntax) throws Exception {
        AAssociateRQ request = TestScu.request(TestScp.TITLE, CR, syntax);
        try (TestScp scp = new TestScp(spool.resolve("1")).start(intake);
                TestScu scu = TestScu.connect(scp.port(), "A", request)) {
            assertThat(scu.acceptedSyntax(1)).contains(syntax);
        }
        try (TestScp scp = new TestScp(spool.resolve("2")).undecodable(syntax).start(intake);
                TestScu scu =
                        TestScu.connect(
                                scp.port(), "A", TestScu.request(TestScp.TITLE, CR, syntax))) {
            assertThat(scu.association().getAAssociateAC().getPresentationContext(1).getResult())
                    .isEqualTo(4);
        }
    }

    @Test
    void refusesClassesThatAreNotConfigured() throws Exception {
        String[] classes = {
            SopClasses.SECONDARY_CAPTURE, SopClasses.COMPREHENSIVE_3D_SR, "1.2.840.10008.5.1.4.31"
        };
        try (TestScp scp =
                        new TestScp(spool).keptClasses(SopClasses.SECONDARY_CAPTURE).start(intake);
                TestScu scu =
                        TestScu.connect(
                                scp.port(),
                                "A",
                                TestScu.request(TestScp.TITLE, classes, EXPLICIT))) {
            assertThat(scu.acceptedSyntax(1)).contains(EXPLICIT);
            assertThat(scu.association().getAAssociateAC().getPresentationContext(3).getResult())
                    .isEqualTo(3);
            assertThat(scu.association().getAAssociateAC().getPresentationContext(5).getResult())
                    .isEqualTo(3);
        }
    }

    static Stream<List<String>> storageClasses() {
        // An association has room for 128 presentation contexts (PS3.8 9.3.2.2).
        List<String> all = StorageClasses.all().stream().sorted().toList();
        return IntStream.iterate(0, from -> from < all.size(), from -> from + 100)
                .mapToObj(from -> all.subList(from, Math.min(from + 100, all.size())));
    }

    @ParameterizedTest
    @MethodSource("storageClasses")
    void refusesNoStorageClassWhereAllAreKept(List<String> classes) throws Exception {
        String[] uids = classes.toArray(String[]::new);
        try (TestScp scp = keepingAll();
                TestScu scu =
                        TestScu.connect(
                                scp.port(), "A", TestScu.request(TestScp.TITLE, uids, EXPLICIT))) {
            for (int i = 0; i < uids.length; i++) {
                assertThat(scu.acceptedSyntax(2 * i + 1)).as(uids[i]).contains(EXPLICIT);
            }
        }
    }

    private TestScp keepingAll() throws Exception {
        return new TestScp(spool)
                .keptClasses(StorageClasses.all().toArray(String[]::new))
                .keptClasses(StorageClasses.SERVICE_CLASS)
                .start(intake);
    }

    @Test
    void keepsAnySyntaxOfWhatIsNeverScored() throws Exception {
        List<String> syntaxes = TransferSyntaxes.storable();
        assertThat(syntaxes)
                .contains(
                        TransferSyntaxes.JPEG_EXTENDED,
                        TransferSyntaxes.JPEG_LS_LOSSLESS,
                        "1.2.840.10008.1.2.4.102.1",
                        "1.2.840.10008.1.2.4.201")
                .doesNotHaveDuplicates();
        AAssociateRQ request = new AAssociateRQ();
        request.setCalledAET(TestScp.TITLE);
        for (int i = 0; i < syntaxes.size(); i++) {
            request.addPresentationContext(
                    new Presentation(2 * i + 1, SopClasses.SECONDARY_CAPTURE, syntaxes.get(i)));
        }
        try (TestScp scp = keepingAll();
                TestScu scu = TestScu.connect(scp.port(), "A", request)) {
            for (int i = 0; i < syntaxes.size(); i++) {
                assertThat(scu.acceptedSyntax(2 * i + 1)).contains(syntaxes.get(i));
            }
        }
    }

    /** A sender that can send it as it is says so first. */
    @Test
    void takesTheSendersFirstSyntaxOfWhatIsNeverScored() throws Exception {
        String[] capture = {SopClasses.SECONDARY_CAPTURE};
        String[] offered = {TransferSyntaxes.JPEG_LS_LOSSLESS, EXPLICIT};
        try (TestScp scp = keepingAll();
                TestScu scu =
                        TestScu.connect(
                                scp.port(),
                                "A",
                                TestScu.request(TestScp.TITLE, capture, offered))) {
            assertThat(scu.acceptedSyntax(1)).contains(TransferSyntaxes.JPEG_LS_LOSSLESS);
        }
    }

    /** PS3.7 D.3.3.6: the sender says that a class of its maker's is one of storage. */
    @Test
    void keepsAPrivateClassThatItsSenderCallsOneOfStorage() throws Exception {
        String own = "1.3.6.1.4.1.99999.1";
        String other = "1.3.6.1.4.1.99999.2";
        AAssociateRQ request = TestScu.request(TestScp.TITLE, new String[] {own, other}, EXPLICIT);
        request.addCommonExtendedNegotiation(new CommonExtended(own, StorageClasses.SERVICE_CLASS));
        try (TestScp scp = keepingAll();
                TestScu scu = TestScu.connect(scp.port(), "A", request)) {
            assertThat(scu.acceptedSyntax(1)).contains(EXPLICIT);
            assertThat(scu.acceptedSyntax(3)).isEmpty();
        }
    }

    @Test
    void takesTheSaferOfSeveralSyntaxes() throws Exception {
        String[][] offers = {
            {TransferSyntaxes.JPEG_BASELINE, TransferSyntaxes.JPEG_LOSSLESS_SV1},
            {TransferSyntaxes.IMPLICIT_VR_LITTLE_ENDIAN, EXPLICIT},
            {TransferSyntaxes.JPEG_2000_LOSSLESS, TransferSyntaxes.JPEG_LS_LOSSLESS},
            {TransferSyntaxes.JPEG_BASELINE, TransferSyntaxes.JPEG_EXTENDED},
            {TransferSyntaxes.JPEG_LS_NEAR_LOSSLESS, TransferSyntaxes.RLE_LOSSLESS},
            {HIGH_THROUGHPUT, TransferSyntaxes.JPEG_2000_LOSSLESS},
            {TransferSyntaxes.JPEG_2000, TransferSyntaxes.IMPLICIT_VR_LITTLE_ENDIAN},
        };
        String[] taken = {
            TransferSyntaxes.JPEG_LOSSLESS_SV1,
            EXPLICIT,
            TransferSyntaxes.JPEG_LS_LOSSLESS,
            TransferSyntaxes.JPEG_EXTENDED,
            TransferSyntaxes.RLE_LOSSLESS,
            TransferSyntaxes.JPEG_2000_LOSSLESS,
            TransferSyntaxes.IMPLICIT_VR_LITTLE_ENDIAN
        };
        try (TestScp scp = new TestScp(spool).start(intake)) {
            for (int i = 0; i < offers.length; i++) {
                AAssociateRQ request = TestScu.request(TestScp.TITLE, CR, offers[i]);
                try (TestScu scu = TestScu.connect(scp.port(), "A", request)) {
                    assertThat(scu.acceptedSyntax(1)).contains(taken[i]);
                }
            }
        }
    }
}
