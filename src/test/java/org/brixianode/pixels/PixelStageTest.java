package org.brixianode.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Fragments;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.dicom.NodeIdentity;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.StudyFactsReader;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.study.FailureReason;
import org.brixianode.study.NotScoredCode;
import org.brixianode.study.Radiograph;
import org.brixianode.study.Raster;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.StageException;
import org.brixianode.testkit.CapturedLog;
import org.brixianode.testkit.DicomObjects;
import org.brixianode.testkit.LosslessJpegEncoder;
import org.brixianode.testkit.PhantomChest;
import org.brixianode.testkit.TestObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PixelStageTest {

    private static final List<String> WRITABLE =
            List.of(
                    TransferSyntaxes.IMPLICIT_VR_LITTLE_ENDIAN,
                    TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN,
                    TransferSyntaxes.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN,
                    TransferSyntaxes.EXPLICIT_VR_BIG_ENDIAN,
                    TransferSyntaxes.RLE_LOSSLESS,
                    TransferSyntaxes.JPEG_LOSSLESS,
                    TransferSyntaxes.JPEG_LOSSLESS_SV1,
                    TransferSyntaxes.JPEG_2000_LOSSLESS);

    /** Odd sides, so that 8-bit pixel data needs padding. */
    private static final Raster CHEST = PhantomChest.of(211, 205, 3, Map.of()).grey();

    @TempDir Path folder;

    private final PixelStage stage = new PixelStage(PixelsConfig.defaults());

    @ParameterizedTest
    @ValueSource(ints = {8, 10, 12, 14, 16})
    void everyEncodingGivesIdenticalValues(int bits) throws Exception {
        float[] expected = expected(bits);
        for (boolean signed : new boolean[] {false, true}) {
            TestObject object = DicomObjects.dx("same", CHEST, bits);
            if (signed) {
                DicomObjects.signed(object);
            }
            for (String syntax : WRITABLE) {
                Raster grey = accepted(object, syntax).radiograph().grey();
                assertThat(grey.widthPx()).isEqualTo(211);
                assertThat(grey.values()).as("%s, %d bits", syntax, bits).isEqualTo(expected);
            }
        }
    }

    private static float[] expected(int bits) {
        int most = (1 << bits) - 1;
        float[] expected = new float[CHEST.values().length];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (float) window(Math.round(CHEST.values()[i] * most), bits);
        }
        return expected;
    }

    /** The window that {@link DicomObjects#dx} sets, by PS3.3 C.11.2.1.2.1. */
    private static double window(double stored, int bits) {
        double center = 1 << bits - 1;
        double width = 1 << bits;
        return Math.max(0, Math.min(1, (stored - (center - 0.5)) / (width - 1) + 0.5));
    }

    @Test
    void jpegBaselineIsReadWithoutColourOrGamma() throws Exception {
        TestObject object = DicomObjects.cr("baseline", CHEST, 8);
        float[] exact = pixels(object, TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN);
        float[] lossy = pixels(object, TransferSyntaxes.JPEG_BASELINE);
        double sum = 0;
        double worst = 0;
        for (int i = 0; i < exact.length; i++) {
            sum += lossy[i] - exact[i];
            worst = Math.max(worst, Math.abs(lossy[i] - exact[i]));
        }
        assertThat(sum / exact.length).isCloseTo(0, within(0.001));
        assertThat(worst).isBetween(0.001, 0.15);
    }

    @Test
    void monochrome1LooksLikeMonochrome2() throws Exception {
        String syntax = TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN;
        float[] expected = pixels(DicomObjects.cr("two", CHEST, 12), syntax);
        TestObject one = DicomObjects.monochrome1(DicomObjects.cr("one", CHEST, 12));
        float[] shown = pixels(one, syntax);
        for (int i = 0; i < shown.length; i++) {
            assertThat(Math.abs(shown[i] - expected[i])).isLessThan(3e-4f);
        }
    }

    @Test
    void otherBitsOfTheCellAreMasked() throws Exception {
        String syntax = TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN;
        float[] expected = pixels(DicomObjects.cr("plain", CHEST, 12), syntax);
        TestObject overlaid = DicomObjects.cr("overlaid", CHEST, 12);
        TestObject raised = DicomObjects.cr("raised", CHEST, 12);
        for (int i = 0; i < CHEST.values().length; i++) {
            overlaid.cells()[i] |= (short) (i % 16 << 12);
            raised.cells()[i] = (short) (raised.cells()[i] << 3 | i % 8);
        }
        raised.header().setInt(Tag.HighBit, VR.US, 14);
        assertThat(pixels(overlaid, syntax)).isEqualTo(expected);
        assertThat(pixels(raised, syntax)).isEqualTo(expected);
        assertThat(pixels(raised, TransferSyntaxes.RLE_LOSSLESS)).isEqualTo(expected);
        assertThat(pixels(raised, TransferSyntaxes.JPEG_LOSSLESS_SV1)).isEqualTo(expected);
    }

    @Test
    void bytesInWordsFollowTheByteOrder() throws Exception {
        TestObject object = DicomObjects.cr("bytes", CHEST, 8);
        float[] expected = pixels(object, TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN);
        Attributes dataset = new Attributes(object.header());
        byte[] bytes = new byte[object.cells().length + 1];
        for (int i = 0; i < object.cells().length; i++) {
            bytes[i] = (byte) object.cells()[i];
        }
        dataset.setBytes(Tag.PixelData, VR.OW, bytes);
        for (String syntax : WRITABLE.subList(0, 4)) {
            PixelResult result = stage.read(write(dataset, syntax));
            assertThat(((PixelResult.Accepted) result).radiograph().grey().values())
                    .as(syntax)
                    .isEqualTo(expected);
        }
    }

    @Test
    void lungsOfARawExposureAreDark() throws Exception {
        TestObject raw = DicomObjects.dxForProcessing("raw", CHEST, 14);
        float[] shown = pixels(raw, TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN);
        int lung = 100 * 211 + 55;
        int spine = 100 * 211 + 105;
        assertThat(shown[lung]).isLessThan(shown[spine] - 0.2f);
    }

    @Test
    void aMirroredAndStretchedImageIsCorrectedWithARemark() throws Exception {
        TestObject object = DicomObjects.cr("turned", CHEST, 12);
        object.with(Tag.PatientOrientation, VR.CS, "R", "F");
        object.header().setDouble(Tag.ImagerPixelSpacing, VR.DS, 0.2, 0.1);
        Radiograph radiograph =
                accepted(object, TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN).radiograph();
        assertThat(radiograph.grey().widthPx()).isEqualTo(106);
        assertThat(radiograph.grey().heightPx()).isEqualTo(205);
        assertThat(radiograph.remarks())
                .containsExactly(
                        "Orientation: image mirrored left to right, by its Patient Orientation R, F.");
    }

    @Test
    void theAcquisitionComesFromTheHeader() throws Exception {
        TestObject object = DicomObjects.cr("acquired", CHEST, 12);
        PixelResult.Accepted accepted =
                accepted(object, TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN);
        assertThat(accepted.acquisition().takenAt())
                .contains(LocalDateTime.of(2026, 3, 10, 10, 15));
        assertThat(accepted.acquisition().patient()).isPresent();
        assertThat(accepted.facts())
                .contains(StudyFactsReader.read(folder.resolve("object.dcm")))
                .hasValueSatisfying(facts -> assertThat(facts.patientId()).isPresent());
    }

    @Test
    void theAcquisitionIsReadWithoutDecoding() throws Exception {
        TestObject object = DicomObjects.cr("acquired", CHEST, 12);
        String syntax = TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN;
        PixelResult.Accepted accepted = accepted(object, syntax);
        ReceivedInstance instance = object.write(folder.resolve("object.dcm"), syntax);
        assertThat(stage.acquisition(instance)).isEqualTo(accepted.acquisition());
        Files.writeString(instance.file(), "no DICOM file");
        assertNoAcquisition(instance);
        Files.delete(instance.file());
        assertNoAcquisition(instance);
    }

    private void assertNoAcquisition(ReceivedInstance instance) {
        assertThatThrownBy(() -> stage.acquisition(instance))
                .isInstanceOf(StageException.class)
                .hasMessageContaining("object.dcm")
                .extracting(e -> ((StageException) e).reason())
                .isEqualTo(FailureReason.PARK);
    }

    @Test
    void aRefusalHasACodeWithoutWordsOfTheObject() throws Exception {
        Attributes dataset = new Attributes(DicomObjects.cr("code", CHEST, 12).header());
        assertThat(code(dataset)).isEqualTo(NotScoredCode.PIXEL_DATA);
        dataset.setString(Tag.BodyPartExamined, VR.CS, "HAND");
        assertThat(code(dataset)).isEqualTo(NotScoredCode.HEADER);
        dataset.setString(Tag.SOPClassUID, VR.UI, SopClasses.COMPREHENSIVE_3D_SR);
        assertThat(code(dataset)).isEqualTo(NotScoredCode.OTHER_OBJECT);
        dataset.setString(Tag.Manufacturer, VR.LO, NodeIdentity.MANUFACTURER);
        assertThat(code(dataset)).isEqualTo(NotScoredCode.OWN_RESULT);
    }

    private NotScoredCode code(Attributes dataset) throws Exception {
        PixelResult result = stage.read(write(dataset, TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN));
        assertThat(result.facts()).contains(StudyFactsReader.of(dataset));
        return ((PixelResult.Refused) result).code();
    }

    @Test
    void missingAndShortPixelDataIsRefused() throws Exception {
        TestObject object = DicomObjects.cr("short", CHEST, 12);
        Attributes dataset = new Attributes(object.header());
        assertRefused(write(dataset, TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN), "no pixel data");
        dataset.setBytes(Tag.PixelData, VR.OW, new byte[1000]);
        for (String syntax : WRITABLE.subList(0, 4)) {
            assertRefused(write(dataset, syntax), "pixel data has 1000 of 86510 bytes");
        }
    }

    @Test
    void pixelDataInAnIconIsNoPixelData() throws Exception {
        Attributes dataset = new Attributes(DicomObjects.cr("icon", CHEST, 12).header());
        Attributes icon = new Attributes();
        icon.setBytes(Tag.PixelData, VR.OW, new byte[64]);
        dataset.newSequence(0x5400_0100, 1).add(icon);
        assertRefused(write(dataset, TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN), "no pixel data");
    }

    @Test
    void anObjectThatBreaksOffIsRefused() throws Exception {
        TestObject object = DicomObjects.cr("broken", CHEST, 12);
        for (String syntax : WRITABLE) {
            Path file = folder.resolve("whole.dcm");
            object.write(file, syntax);
            byte[] bytes = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(bytes, bytes.length * 2 / 3));
            PixelResult result = stage.read(TestObject.received(file, object.header(), syntax));
            assertThat(result).as(syntax).isInstanceOf(PixelResult.Refused.class);
        }
    }

    @Test
    void aFrameMayComeInSeveralFragments() throws Exception {
        TestObject object = DicomObjects.cr("fragments", CHEST, 12);
        float[] expected = pixels(object, TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN);
        byte[] frame = LosslessJpegEncoder.sv1(12).encode(object.cells(), 211);
        Attributes dataset = new Attributes(object.header());
        Fragments fragments = dataset.newFragments(Tag.PixelData, VR.OB, 4);
        fragments.add(new byte[4]);
        for (int start = 0; start < frame.length; start += 20_000) {
            int end = Math.min(frame.length, start + 20_000);
            fragments.add(Arrays.copyOfRange(frame, start, end + end % 2));
        }
        assertThat(fragments).hasSizeGreaterThan(2);
        PixelResult result = stage.read(write(dataset, TransferSyntaxes.JPEG_LOSSLESS_SV1));
        assertThat(((PixelResult.Accepted) result).radiograph().grey().values())
                .isEqualTo(expected);
    }

    @Test
    void syntaxesWithoutADecoderAreRefusedByName() throws Exception {
        Attributes dataset = new Attributes(DicomObjects.cr("ht", CHEST, 12).header());
        Fragments fragments = dataset.newFragments(Tag.PixelData, VR.OB, 2);
        fragments.add(new byte[0]);
        fragments.add(new byte[64]);
        assertRefused(
                write(dataset, "1.2.840.10008.1.2.4.201"),
                "transfer syntax 1.2.840.10008.1.2.4.201 is not decoded here");
    }

    @Test
    void aCompressedPictureOfAnotherSizeIsRefused() throws Exception {
        TestObject object = DicomObjects.cr("size", CHEST, 12);
        object.header().setInt(Tag.Rows, VR.US, 300);
        ReceivedInstance instance =
                object.write(folder.resolve("size.dcm"), TransferSyntaxes.JPEG_LOSSLESS_SV1);
        assertRefused(
                instance, "compressed picture is 211 x 205 pixels, the header says 211 x 300");
    }

    @Test
    void aFileThatIsNoDicomIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("text.dcm"), "hello ".repeat(100));
        PixelResult result;
        try (CapturedLog log = CapturedLog.of(PixelStage.class.getName())) {
            result = stage.read(TestObject.received(file, new Attributes(), ""));
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("is damaged: Not a DICOM Stream");
            assertThat(log.traces()).as("stack traces for an operator").isEmpty();
        }
        assertThat(result).isInstanceOf(PixelResult.Refused.class);
        assertThat(((PixelResult.Refused) result).reason())
                .isEqualTo("damaged object: Not a DICOM Stream");
    }

    @Test
    void aFileThatVanishedMayComeBack() throws Exception {
        TestObject object = DicomObjects.cr("gone", CHEST, 12);
        ReceivedInstance instance =
                object.write(
                        folder.resolve("gone.dcm"), TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN);
        Files.delete(instance.file());
        assertThatThrownBy(() -> stage.read(instance))
                .isInstanceOf(StageException.class)
                .hasMessageContaining("gone.dcm")
                .extracting(e -> ((StageException) e).reason())
                .isEqualTo(FailureReason.RETRY);
    }

    @Test
    void aLongPrivateValueIsSkipped() throws Exception {
        TestObject object = DicomObjects.cr("private", CHEST, 12);
        object.header().setString(0x0019_0010, VR.LO, "SOMEBODY");
        object.header().setBytes(0x0019_1001, VR.OB, new byte[1 << 20]);
        for (String syntax : WRITABLE) {
            accepted(object, syntax);
        }
    }

    @Test
    void theHeaderTellsWhatWillBeRefusedAndWhoseImageItIs() throws Exception {
        String syntax = TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN;
        Path file = folder.resolve("look.dcm");
        TestObject chest = DicomObjects.dx("look", CHEST, 12).with(Tag.PatientID, VR.LO, "P-1");
        HeaderLook look = stage.look(chest.write(file, syntax));
        PixelResult.Accepted accepted = accepted(chest, syntax);
        assertThat(look).isEqualTo(new HeaderLook(false, accepted.acquisition()));
        assertThat(look.taken().patient()).isPresent();
        assertThat(look.taken().takenAt()).isPresent();

        TestObject lateral = DicomObjects.dx("ll", CHEST, 12).with(Tag.ViewPosition, VR.CS, "LL");
        assertThat(stage.look(lateral.write(file, syntax))).isEqualTo(HeaderLook.REFUSED);

        ReceivedInstance damaged = chest.write(file, syntax);
        Files.writeString(file, "no DICOM");
        assertThat(stage.look(damaged)).isEqualTo(HeaderLook.REFUSED);
        Files.delete(file);
        assertThat(stage.look(damaged)).as("the node's trouble").isEqualTo(HeaderLook.NONE);
    }

    private float[] pixels(TestObject object, String syntax) throws Exception {
        return accepted(object, syntax).radiograph().grey().values();
    }

    private PixelResult.Accepted accepted(TestObject object, String syntax)
            throws IOException, StageException {
        PixelResult result = stage.read(object.write(folder.resolve("object.dcm"), syntax));
        assertThat(result).as(syntax).isInstanceOf(PixelResult.Accepted.class);
        return (PixelResult.Accepted) result;
    }

    private ReceivedInstance write(Attributes dataset, String syntax) throws IOException {
        Path file = folder.resolve("dataset.dcm");
        TestObject.write(file, dataset, syntax);
        return TestObject.received(file, dataset, syntax);
    }

    private void assertRefused(ReceivedInstance instance, String reason) throws StageException {
        assertThat(stage.read(instance))
                .isInstanceOfSatisfying(
                        PixelResult.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }
}
