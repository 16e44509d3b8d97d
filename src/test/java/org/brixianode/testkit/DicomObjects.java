package org.brixianode.testkit;

import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.dicom.DerivedUid;
import org.brixianode.dicom.SopClasses;
import org.brixianode.study.Raster;

/**
 * Radiographs of no patient as DICOM objects, complete enough for {@code dciodvfy}.
 *
 * <p>UIDs follow from the object's name, so that the same calls give the same bytes.
 */
public final class DicomObjects {

    private static final String DATE = "20260310";
    private static final String TIME = "101500";

    /** A DX image for presentation, unsigned, MONOCHROME2, frontal chest, window over its range. */
    public static TestObject dx(String name, Raster grey, int bits) {
        TestObject object = image(name, SopClasses.DIGITAL_XRAY_FOR_PRESENTATION, grey, bits);
        addDx(object.header());
        return window(object, bits);
    }

    /** A DX image for processing: a linear detector's counts, more where more X-rays came. */
    public static TestObject dxForProcessing(String name, Raster grey, int bits) {
        float[] counts = grey.values().clone();
        for (int i = 0; i < counts.length; i++) {
            counts[i] = (float) StrictMath.exp(-4 * counts[i]);
        }
        Raster exposure = new Raster(grey.widthPx(), grey.heightPx(), counts);
        TestObject object = image(name, SopClasses.DIGITAL_XRAY_FOR_PROCESSING, exposure, bits);
        addDx(object.header());
        return object.with(Tag.PresentationIntentType, VR.CS, "FOR PROCESSING")
                .with(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME1")
                .with(Tag.PresentationLUTShape, VR.CS, "INVERSE")
                .with(Tag.PixelIntensityRelationship, VR.CS, "LIN")
                .with(header -> header.setInt(Tag.PixelIntensityRelationshipSign, VR.SS, 1));
    }

    /** A CR image, unsigned, MONOCHROME2, frontal chest, window over its range. */
    public static TestObject cr(String name, Raster grey, int bits) {
        TestObject object = image(name, SopClasses.COMPUTED_RADIOGRAPHY, grey, bits);
        object.with(Tag.Modality, VR.CS, "CR");
        object.header().setNull(Tag.ImagerPixelSpacing, VR.DS);
        object.header().setDouble(Tag.ImagerPixelSpacing, VR.DS, 0.4, 0.4);
        return window(object, bits);
    }

    /** A colour secondary capture, as screenshots come. */
    public static TestObject rgbCapture(String name, Raster grey) {
        TestObject base = image(name, SopClasses.SECONDARY_CAPTURE, grey, Byte.SIZE);
        short[] samples = new short[3 * base.cells().length];
        for (int i = 0; i < base.cells().length; i++) {
            samples[3 * i] = base.cells()[i];
            samples[3 * i + 1] = (short) (base.cells()[i] * 7 / 8);
            samples[3 * i + 2] = (short) (base.cells()[i] * 3 / 4);
        }
        Attributes header = base.header();
        header.setString(Tag.Modality, VR.CS, "OT");
        header.setString(Tag.ConversionType, VR.CS, "WSD");
        header.setString(Tag.ImageType, VR.CS, "DERIVED", "SECONDARY");
        header.setString(Tag.PhotometricInterpretation, VR.CS, "RGB");
        header.setInt(Tag.SamplesPerPixel, VR.US, 3);
        header.setInt(Tag.PlanarConfiguration, VR.US, 0);
        header.remove(Tag.ViewPosition);
        return new TestObject(header, samples);
    }

    /** Turns an unsigned object into a signed one whose rescale gives the same values as before. */
    public static TestObject signed(TestObject object) {
        int offset = 1 << object.header().getInt(Tag.BitsStored, 0) - 1;
        int mask = 2 * offset - 1;
        for (int i = 0; i < object.cells().length; i++) {
            object.cells()[i] = (short) ((object.cells()[i] & 0xffff) - offset & mask);
        }
        object.header().setInt(Tag.PixelRepresentation, VR.US, 1);
        return rescale(object, 1, offset);
    }

    /**
     * Turns MONOCHROME2 into MONOCHROME1, with the values turned over so that it looks the same.
     */
    public static TestObject monochrome1(TestObject object) {
        int most = (1 << object.header().getInt(Tag.BitsStored, 0)) - 1;
        for (int i = 0; i < object.cells().length; i++) {
            object.cells()[i] = (short) (most - (object.cells()[i] & 0xffff));
        }
        object.with(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME1");
        if (object.header().contains(Tag.PresentationLUTShape)) {
            object.with(Tag.PresentationLUTShape, VR.CS, "INVERSE");
        }
        return object;
    }

    /** Rescale Slope and Intercept. */
    public static TestObject rescale(TestObject object, double slope, double intercept) {
        object.header().setDouble(Tag.RescaleIntercept, VR.DS, intercept);
        object.header().setDouble(Tag.RescaleSlope, VR.DS, slope);
        return object.with(Tag.RescaleType, VR.LO, "US");
    }

    /** A window and its VOI LUT Function; an empty function leaves the attribute out. */
    public static TestObject window(
            TestObject object, double center, double width, String function) {
        object.header().setDouble(Tag.WindowCenter, VR.DS, center);
        object.header().setDouble(Tag.WindowWidth, VR.DS, width);
        if (!function.isEmpty()) {
            object.with(Tag.VOILUTFunction, VR.CS, function);
        }
        return object;
    }

    /** A VOI LUT of 16 bits in place of the window. */
    public static TestObject voiLut(TestObject object, int firstMapped, int... entries) {
        object.header().remove(Tag.WindowCenter);
        object.header().remove(Tag.WindowWidth);
        Attributes item = new Attributes();
        boolean signed = firstMapped < 0;
        item.setInt(
                Tag.LUTDescriptor,
                signed ? VR.SS : VR.US,
                entries.length & 0xffff,
                firstMapped,
                Short.SIZE);
        item.setInt(Tag.LUTData, VR.US, entries);
        object.header().newSequence(Tag.VOILUTSequence, 1).add(item);
        return object;
    }

    private static TestObject window(TestObject object, int bits) {
        return window(object, 1 << bits - 1, 1 << bits, "");
    }

    private static TestObject image(String name, String sopClassUid, Raster grey, int bits) {
        Attributes header = new Attributes();
        header.setString(Tag.ImageType, VR.CS, "ORIGINAL", "PRIMARY");
        header.setString(Tag.SOPClassUID, VR.UI, sopClassUid);
        header.setString(Tag.SOPInstanceUID, VR.UI, DerivedUid.of("test object", name));
        header.setString(Tag.StudyInstanceUID, VR.UI, DerivedUid.of("test study", name));
        header.setString(Tag.SeriesInstanceUID, VR.UI, DerivedUid.of("test series", name));
        addPatient(header);
        addDates(header);
        addAcquisition(header);
        addPixels(header, grey, bits);
        short[] cells = new short[grey.values().length];
        int most = (1 << bits) - 1;
        for (int i = 0; i < cells.length; i++) {
            cells[i] = (short) Math.round(grey.values()[i] * most);
        }
        return new TestObject(header, cells);
    }

    private static void addPatient(Attributes header) {
        header.setString(Tag.PatientName, VR.PN, "PHANTOM^ONE");
        header.setString(Tag.PatientID, VR.LO, "PHANTOM-1");
        header.setString(Tag.PatientBirthDate, VR.DA, "19560402");
        header.setString(Tag.PatientSex, VR.CS, "O");
        header.setNull(Tag.ReferringPhysicianName, VR.PN);
        header.setString(Tag.AccessionNumber, VR.SH, "A1");
        header.setString(Tag.StudyID, VR.SH, "1");
        header.setString(Tag.SeriesNumber, VR.IS, "1");
        header.setString(Tag.InstanceNumber, VR.IS, "1");
    }

    private static void addDates(Attributes header) {
        header.setString(Tag.StudyDate, VR.DA, DATE);
        header.setString(Tag.SeriesDate, VR.DA, DATE);
        header.setString(Tag.AcquisitionDate, VR.DA, DATE);
        header.setString(Tag.ContentDate, VR.DA, DATE);
        header.setString(Tag.StudyTime, VR.TM, TIME);
        header.setString(Tag.SeriesTime, VR.TM, TIME);
        header.setString(Tag.AcquisitionTime, VR.TM, TIME);
        header.setString(Tag.ContentTime, VR.TM, TIME);
    }

    private static void addAcquisition(Attributes header) {
        header.setString(Tag.Modality, VR.CS, "DX");
        header.setString(Tag.Manufacturer, VR.LO, "Synthetic phantom");
        header.setString(Tag.StudyDescription, VR.LO, "Chest");
        header.setString(Tag.SeriesDescription, VR.LO, "Chest PA");
        header.setString(Tag.BodyPartExamined, VR.CS, "CHEST");
        header.setString(Tag.ViewPosition, VR.CS, "PA");
        header.setString(Tag.PatientOrientation, VR.CS, "L", "F");
    }

    private static void addPixels(Attributes header, Raster grey, int bits) {
        header.setInt(Tag.SamplesPerPixel, VR.US, 1);
        header.setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2");
        header.setInt(Tag.Rows, VR.US, grey.heightPx());
        header.setInt(Tag.Columns, VR.US, grey.widthPx());
        header.setInt(Tag.BitsAllocated, VR.US, bits > Byte.SIZE ? Short.SIZE : Byte.SIZE);
        header.setInt(Tag.BitsStored, VR.US, bits);
        header.setInt(Tag.HighBit, VR.US, bits - 1);
        header.setInt(Tag.PixelRepresentation, VR.US, 0);
    }

    /** What the DX modules ask for beyond the image itself (PS3.3 A.26). */
    private static void addDx(Attributes header) {
        header.setString(Tag.ImageType, VR.CS, "ORIGINAL", "PRIMARY", "");
        header.setString(Tag.PresentationIntentType, VR.CS, "FOR PRESENTATION");
        header.setString(Tag.ImageLaterality, VR.CS, "U");
        header.setString(Tag.BurnedInAnnotation, VR.CS, "NO");
        header.setString(Tag.LossyImageCompression, VR.CS, "00");
        header.setString(Tag.PresentationLUTShape, VR.CS, "IDENTITY");
        header.setString(Tag.PixelIntensityRelationship, VR.CS, "LOG");
        header.setInt(Tag.PixelIntensityRelationshipSign, VR.SS, -1);
        header.setDouble(Tag.RescaleIntercept, VR.DS, 0);
        header.setDouble(Tag.RescaleSlope, VR.DS, 1);
        header.setString(Tag.RescaleType, VR.LO, "US");
        header.setDouble(Tag.ImagerPixelSpacing, VR.DS, 0.4, 0.4);
        header.setNull(Tag.PositionerType, VR.CS);
        header.setNull(Tag.DetectorType, VR.CS);
        header.setNull(Tag.AcquisitionContextSequence, VR.SQ);
        code(header, Tag.AnatomicRegionSequence, "816094009", "SCT", "Chest");
        Attributes view =
                code(header, Tag.ViewCodeSequence, "272479007", "SCT", "postero-anterior");
        view.setNull(Tag.ViewModifierCodeSequence, VR.SQ);
    }

    /** Puts a coded concept into a sequence of its own and returns the item. */
    public static Attributes code(
            Attributes header, int sequenceTag, String value, String scheme, String meaning) {
        Attributes item = new Attributes();
        item.setString(Tag.CodeValue, VR.SH, value);
        item.setString(Tag.CodingSchemeDesignator, VR.SH, scheme);
        item.setString(Tag.CodeMeaning, VR.LO, meaning);
        header.remove(sequenceTag);
        Sequence sequence = header.newSequence(sequenceTag, 1);
        sequence.add(item);
        return item;
    }

    private DicomObjects() {}
}
