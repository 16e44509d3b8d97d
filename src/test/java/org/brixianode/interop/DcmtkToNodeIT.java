package org.brixianode.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.dicom.DurableFile;
import org.brixianode.dicom.Part10;
import org.brixianode.dicom.Part10Names;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.testkit.Peers;
import org.brixianode.testkit.RecordingIntake;
import org.brixianode.testkit.TestKeys;
import org.brixianode.testkit.TestObjects;
import org.brixianode.testkit.TestScp;
import org.brixianode.testkit.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DCMTK sends to us. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DcmtkToNodeIT {

    private static final String CR = SopClasses.COMPUTED_RADIOGRAPHY;

    @TempDir Path folder;

    private final RecordingIntake intake = new RecordingIntake();

    private TestScp scp() throws Exception {
        return new TestScp(folder.resolve("spool")).callers("STORESCU", "ECHOSCU").start(intake);
    }

    private static Tool.Result storescu(TestScp scp, Object... options) throws Exception {
        List<Object> arguments = new ArrayList<>(List.of("-v", "-aec", TestScp.TITLE));
        arguments.addAll(List.of("127.0.0.1", scp.port()));
        arguments.addAll(List.of(options));
        return Dcmtk.run("storescu", arguments.toArray());
    }

    private Path file(Attributes image, String syntax) throws IOException {
        Path file = folder.resolve("object.dcm");
        String uid = image.getString(Tag.SOPInstanceUID);
        DurableFile.write(
                file,
                out -> {
                    Part10.writeMeta(out, Part10.fileMeta(CR, uid, syntax));
                    out.write(TestObjects.encode(image, syntax));
                });
        return file;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TransferSyntaxes.IMPLICIT_VR_LITTLE_ENDIAN,
                TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN,
                TransferSyntaxes.EXPLICIT_VR_BIG_ENDIAN,
                TransferSyntaxes.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN,
                TransferSyntaxes.RLE_LOSSLESS,
                TransferSyntaxes.JPEG_BASELINE,
                TransferSyntaxes.JPEG_LOSSLESS,
                TransferSyntaxes.JPEG_LOSSLESS_SV1,
                TransferSyntaxes.JPEG_2000_LOSSLESS,
                TransferSyntaxes.JPEG_2000,
                TransferSyntaxes.JPEG_EXTENDED,
                TransferSyntaxes.JPEG_LS_LOSSLESS,
                TransferSyntaxes.JPEG_LS_NEAR_LOSSLESS
            })
    void storesInEveryAcceptedSyntax(String syntax) throws Exception {
        Attributes image = TestObjects.cr(1);
        Path file = file(image, syntax);
        Path profile = Dcmtk.profile(folder, CR, syntax);
        try (TestScp scp = scp()) {
            Tool.Result result = storescu(scp, "-xf", profile, "Default", file);
            assertThat(result.exitCode()).as(result.output()).isZero();
        }
        ReceivedInstance kept = intake.accepted().get(0);
        assertThat(kept.transferSyntaxUid()).isEqualTo(syntax);
        assertThat(kept.callingAe().value()).isEqualTo("STORESCU");
        Attributes received = Part10.read(kept.file()).dataset();
        assertThat(received.getString(Tag.PatientName)).isEqualTo("Phantom^1");
        if (TransferSyntaxes.isNative(syntax)) {
            assertThat(received.getBytes(Tag.PixelData)).isEqualTo(image.getBytes(Tag.PixelData));
        }
    }

    @Test
    void refusesWhatItCannotDecode() throws Exception {
        String highThroughput = "1.2.840.10008.1.2.4.201";
        Path file = file(TestObjects.cr(1), highThroughput);
        Path profile = Dcmtk.profile(folder, CR, highThroughput);
        try (TestScp scp = scp()) {
            Tool.Result result = storescu(scp, "-xf", profile, "Default", file);
            assertThat(result.exitCode()).isNotZero();
            assertThat(result.output()).contains("No Acceptable Presentation Contexts");
        }
        assertThat(intake.accepted()).isEmpty();
    }

    /** A sender that could compress sends uncompressed, as that is preferred. */
    @ParameterizedTest
    @ValueSource(strings = {"-xt", "-xx"})
    void anUncompressedObjectComesInAnotherSyntax(String proposal) throws Exception {
        Path file = file(TestObjects.cr(1), TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN);
        try (TestScp scp = scp()) {
            Tool.Result result = storescu(scp, proposal, "+C", file);
            assertThat(result.exitCode()).as(result.output()).isZero();
        }
        assertThat(TransferSyntaxes.isNative(intake.accepted().get(0).transferSyntaxUid()))
                .isTrue();
    }

    @Test
    void storesTheSharedRadiographs() throws Exception {
        Path shared = Peers.shared("data/dicom");
        int sent = 0;
        try (TestScp scp = scp();
                Stream<Path> all = Files.list(shared)) {
            for (Path file :
                    all.filter(path -> path.getFileName().toString().matches("(cr|dx)-.*"))
                            .sorted()
                            .toList()) {
                Part10Names names = Part10Names.read(file);
                Path profile =
                        Dcmtk.profile(
                                folder,
                                names.sopClassUid().orElseThrow(),
                                names.transferSyntaxUid());
                Tool.Result result = storescu(scp, "-xf", profile, "Default", file);
                assertThat(result.exitCode()).as(file + result.output()).isZero();
                sent++;
            }
        }
        assertThat(sent).isPositive();
        assertThat(intake.accepted()).hasSize(sent);
    }

    @Test
    void refusesTheOneWithoutStudy() throws Exception {
        Path file = Peers.shared("data/dicom/bad-no-study-uid.dcm");
        try (TestScp scp = scp()) {
            Tool.Result result = storescu(scp, file);
            assertThat(result.exitCode()).isNotZero();
            assertThat(result.output()).contains("CannotUnderstand");
        }
        assertThat(intake.accepted()).isEmpty();
    }

    @Test
    void storesInShortAndLongPdus() throws Exception {
        try (TestScp scp = scp()) {
            for (String length : List.of("4096", "65536")) {
                Attributes image = TestObjects.image(CR, length.length(), 300_000);
                Path file = file(image, TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN);
                Tool.Result result = storescu(scp, "-pdu", length, "--max-send-pdu", length, file);
                assertThat(result.exitCode()).as(result.output()).isZero();
            }
        }
        assertThat(intake.accepted()).hasSize(2);
    }

    @Test
    void answersEchoscu() throws Exception {
        try (TestScp scp = scp()) {
            Tool.Result right =
                    Dcmtk.run("echoscu", "-v", "-aec", TestScp.TITLE, "127.0.0.1", scp.port());
            assertThat(right.exitCode()).as(right.output()).isZero();
            Tool.Result wrong =
                    Dcmtk.run("echoscu", "-v", "-aec", "OTHER", "127.0.0.1", scp.port());
            assertThat(wrong.exitCode()).isNotZero();
            assertThat(wrong.output()).contains("Called AE Title Not Recognized");
            Tool.Result stranger =
                    Dcmtk.run(
                            "echoscu",
                            "-v",
                            "-aet",
                            "STRANGER",
                            "-aec",
                            TestScp.TITLE,
                            "127.0.0.1",
                            scp.port());
            assertThat(stranger.output()).contains("Calling AE Title Not Recognized");
        }
    }

    @Test
    void survivesAnAbortInsteadOfARelease() throws Exception {
        Path file = file(TestObjects.cr(1), TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN);
        try (TestScp scp = scp()) {
            storescu(scp, "--abort", file);
            await().atMost(Duration.ofMinutes(1)).until(() -> scp.scp().openAssociations() == 0);
            assertThat(storescu(scp, file).exitCode()).isZero();
        }
        assertThat(intake.accepted()).hasSize(1);
    }

    @Test
    void storesOverTls() throws Exception {
        TestKeys keys = new TestKeys(folder);
        keys.make("node", "localhost");
        keys.make("peer", "localhost");
        Path file = file(TestObjects.cr(1), TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN);
        try (TestScp scp =
                new TestScp(folder.resolve("spool"))
                        .tls(keys.config("node", "peer", true))
                        .start(intake)) {
            Tool.Result result =
                    storescu(
                            scp,
                            "+tls",
                            keys.keyPem("peer"),
                            keys.certificatePem("peer"),
                            "+cf",
                            keys.certificatePem("node"),
                            file);
            assertThat(result.exitCode()).as(result.output()).isZero();
            assertThat(storescu(scp, file).exitCode()).as("without TLS").isNotZero();
        }
        assertThat(intake.accepted()).hasSize(1);
    }
}
