package org.brixianode.report.module;

import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.dicom.DerivedUid;
import org.brixianode.study.InstanceRef;

/**
 * What the multi-frame images on the pixels of the scored image have in common: Frame of Reference
 * (PS3.3 C.7.4.1), General Image (C.7.6.1), Multi-frame Dimension (C.7.6.17), Common Instance
 * Reference (C.12.2), and the Derivation Image Macro (C.7.6.16.2.6). Each pixel corresponds to one
 * of the source, which is the only way to say where it is if the source has no frame of reference
 * (PS3.3 A.51.5.1).
 */
public final class DerivedImage {

    /**
     * Writes the modules, apart from frame of reference, dimensions and pixels.
     *
     * @param label Content Label (0070,0080), VR CS
     * @param description Content Description (0070,0081), VR LO
     */
    public static void write(
            Result result, SourceGrid grid, String label, String description, Attributes target) {
        SourceObject source = result.source();
        source.copySequence(target, Tag.RequestAttributesSequence);
        target.setString(Tag.BodyPartExamined, VR.CS, "CHEST");
        source.copyOrEmpty(target, Tag.PatientOrientation, VR.CS);
        target.setString(Tag.BurnedInAnnotation, VR.CS, "NO");
        target.setString(Tag.RecognizableVisualFeatures, VR.CS, "NO");
        target.setString(Tag.ContentLabel, VR.CS, label);
        target.setString(Tag.ContentDescription, VR.LO, description);
        target.setNull(Tag.ContentCreatorName, VR.PN);
        lossiness(source, target);
        references(source.ref(), target);
        target.setInt(Tag.SamplesPerPixel, VR.US, 1);
        target.setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2");
        target.setInt(Tag.Rows, VR.US, grid.rows());
        target.setInt(Tag.Columns, VR.US, grid.columns());
    }

    /** A derived image of a lossy one is lossy (PS3.3 C.7.6.1.1.5). */
    public static void lossiness(SourceObject source, Attributes target) {
        target.setString(Tag.LossyImageCompression, VR.CS, source.lossy() ? "01" : "00");
        if (source.lossy()) {
            source.copy(target, Tag.LossyImageCompressionRatio, VR.DS);
            source.copy(target, Tag.LossyImageCompressionMethod, VR.CS);
        }
    }

    /** Writes the Frame of Reference Module. */
    public static void frameOfReference(String uid, Attributes target) {
        target.setString(Tag.FrameOfReferenceUID, VR.UI, uid);
        target.setNull(Tag.PositionReferenceIndicator, VR.LO);
    }

    private static void references(InstanceRef source, Attributes target) {
        Attributes series = new Attributes();
        target.newSequence(Tag.ReferencedSeriesSequence, 1).add(series);
        series.setString(Tag.SeriesInstanceUID, VR.UI, source.seriesUid());
        series.newSequence(Tag.ReferencedInstanceSequence, 1).add(reference(source));
    }

    /** SOP Instance Reference Macro (PS3.3 Table 10-11). */
    public static Attributes reference(InstanceRef source) {
        Attributes item = new Attributes();
        item.setString(Tag.ReferencedSOPClassUID, VR.UI, source.sopClassUid());
        item.setString(Tag.ReferencedSOPInstanceUID, VR.UI, source.sopInstanceUid());
        return item;
    }

    /** Writes one dimension, along which the frames are ordered. */
    public static void dimension(
            InstanceRef ref,
            int pointerTag,
            int functionalGroupTag,
            String label,
            Attributes target) {
        String uid = DerivedUid.of("dimension", ref.sopInstanceUid());
        Attributes organization = new Attributes();
        target.newSequence(Tag.DimensionOrganizationSequence, 1).add(organization);
        organization.setString(Tag.DimensionOrganizationUID, VR.UI, uid);
        Attributes index = new Attributes();
        target.newSequence(Tag.DimensionIndexSequence, 1).add(index);
        index.setString(Tag.DimensionOrganizationUID, VR.UI, uid);
        index.setInt(Tag.DimensionIndexPointer, VR.AT, pointerTag);
        index.setInt(Tag.FunctionalGroupPointer, VR.AT, functionalGroupTag);
        index.setString(Tag.DimensionDescriptionLabel, VR.LO, label);
    }

    /** Writes the Frame Content Macro (PS3.3 C.7.6.16.2.2) of a frame. */
    public static void frameContent(int dimensionIndex, Attributes frame) {
        Attributes item = new Attributes();
        frame.newSequence(Tag.FrameContentSequence, 1).add(item);
        item.setInt(Tag.DimensionIndexValues, VR.UL, dimensionIndex);
    }

    /** Writes the Derivation Image Macro of a frame whose pixels are those of the source. */
    public static void derivation(
            InstanceRef source, Code derivation, String description, Attributes frame) {
        Attributes item = new Attributes();
        frame.newSequence(Tag.DerivationImageSequence, 1).add(item);
        item.setString(Tag.DerivationDescription, VR.ST, description);
        derivation.writeTo(item, Tag.DerivationCodeSequence);
        Attributes image = reference(source);
        item.newSequence(Tag.SourceImageSequence, 1).add(image);
        image.setString(Tag.SpatialLocationsPreserved, VR.CS, "YES");
        Codes.SOURCE_IMAGE.writeTo(image, Tag.PurposeOfReferenceCodeSequence);
    }

    private DerivedImage() {}
}
