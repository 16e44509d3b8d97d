package org.brixianode.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.dicom.DerivedUid;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.study.Raster;
import org.brixianode.study.Zone;

/**
 * Writes the objects of {@code test-dicom/}, whose README says what each is; the same bytes every
 * time.
 */
public final class MakeTestDicom {

    private static final int SIDE_PX = 1024;
    private static final int SMALL_PX = 512;

    private final Path folder;

    private MakeTestDicom(Path folder) {
        this.folder = folder;
    }

    /**
     * @param args the folder, {@code test-dicom} if absent
     */
    public static void main(String[] args) throws IOException {
        writeAll(Path.of(args.length > 0 ? args[0] : "test-dicom"));
    }

    static void writeAll(Path folder) throws IOException {
        Files.createDirectories(folder);
        MakeTestDicom maker = new MakeTestDicom(folder);
        maker.frontals();
        maker.others();
        maker.truncated();
    }

    private void frontals() throws IOException {
        TestObject clear = DicomObjects.dx("frontal-clear", chest(11, "000000"), 12);
        write(clear, "frontal-clear", "ONE", "20260309", TransferSyntaxes.JPEG_LOSSLESS_SV1);

        TestObject day1 = DicomObjects.cr("frontal-day1", chest(23, "001012"), 10);
        DicomObjects.monochrome1(day1);
        write(day1, "frontal-day1", "TWO", "20260310", TransferSyntaxes.JPEG_LOSSLESS);

        TestObject day5 = DicomObjects.cr("frontal-day5", chest(23, "123123"), 8);
        write(day5, "frontal-day5", "TWO", "20260314", TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN);

        TestObject dense = DicomObjects.dx("frontal-dense", chest(37, "233232"), 12);
        DicomObjects.window(dense, 2300, 3200, "SIGMOID");
        write(dense, "frontal-dense", "THREE", "20260312", TransferSyntaxes.RLE_LOSSLESS);
    }

    private void others() throws IOException {
        TestObject lateral = DicomObjects.dx("lateral", OtherPhantoms.lateral(SMALL_PX, 41), 12);
        lateral.with(Tag.ViewPosition, VR.CS, "LL")
                .with(Tag.PatientOrientation, VR.CS, "A", "F")
                .with(Tag.SeriesDescription, VR.LO, "Chest LL");
        Attributes view =
                DicomObjects.code(
                        lateral.header(), Tag.ViewCodeSequence, "399173006", "SCT", "left lateral");
        view.setNull(Tag.ViewModifierCodeSequence, VR.SQ);
        write(lateral, "lateral", "ONE", "20260309", TransferSyntaxes.JPEG_LOSSLESS_SV1);

        TestObject hand = DicomObjects.dx("hand", OtherPhantoms.hand(SMALL_PX, 43), 12);
        hand.with(Tag.BodyPartExamined, VR.CS, "HAND")
                .with(Tag.StudyDescription, VR.LO, "Hand")
                .with(Tag.SeriesDescription, VR.LO, "Hand PA");
        DicomObjects.code(hand.header(), Tag.AnatomicRegionSequence, "85562004", "SCT", "Hand");
        write(hand, "hand", "THREE", "20260312", TransferSyntaxes.RLE_LOSSLESS);

        TestObject capture =
                DicomObjects.rgbCapture(
                        "capture-rgb", PhantomChest.of(320, 320, 11, grades("000000")).grey());
        write(
                capture,
                "capture-rgb",
                "ONE",
                "20260309",
                TransferSyntaxes.IMPLICIT_VR_LITTLE_ENDIAN);
    }

    /** As when a transfer broke off: the last two thirds of the file are missing. */
    private void truncated() throws IOException {
        TestObject whole =
                DicomObjects.dx(
                        "frontal-truncated",
                        PhantomChest.of(SMALL_PX, SMALL_PX, 53, grades("010010")).grey(),
                        12);
        write(
                whole,
                "frontal-truncated",
                "FOUR",
                "20260313",
                TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN);
        Path file = folder.resolve("frontal-truncated.dcm");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 3));
    }

    private static Raster chest(long seed, String grades) {
        return PhantomChest.of(SIDE_PX, SIDE_PX, seed, grades(grades)).grey();
    }

    /** One digit per zone, A to F. */
    static Map<Zone, Integer> grades(String digits) {
        Map<Zone, Integer> grades = new TreeMap<>();
        for (Zone zone : Zone.values()) {
            grades.put(zone, digits.charAt(zone.ordinal()) - '0');
        }
        return grades;
    }

    private void write(
            TestObject object, String name, String patient, String date, String transferSyntaxUid)
            throws IOException {
        object.with(Tag.PatientName, VR.PN, "PHANTOM^" + patient)
                .with(Tag.PatientID, VR.LO, "PHANTOM-" + patient)
                .with(Tag.AccessionNumber, VR.SH, patient + date.substring(4))
                .with(Tag.StudyInstanceUID, VR.UI, DerivedUid.of("test study", patient, date))
                .with(Tag.StudyDate, VR.DA, date)
                .with(Tag.SeriesDate, VR.DA, date)
                .with(Tag.AcquisitionDate, VR.DA, date)
                .with(Tag.ContentDate, VR.DA, date);
        object.write(folder.resolve(name + ".dcm"), transferSyntaxUid);
    }
}
