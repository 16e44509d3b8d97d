package org.brixianode.report.pmap;

import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.report.module.Code;
import org.brixianode.report.module.Codes;
import org.brixianode.report.module.DerivedImage;
import org.brixianode.report.module.PixelShape;
import org.brixianode.report.module.Result;
import org.brixianode.report.module.ResultDataset;
import org.brixianode.report.module.SeriesHead;
import org.brixianode.report.module.SourceGrid;
import org.brixianode.report.module.SourceObject;
import org.brixianode.study.HeatKind;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.ZoneScore;

/** Composes the Parametric Map (PS3.3 A.75) with floating point pixels. */
final class ParametricMap {

    private static final String[] IMAGE_TYPE = {"DERIVED", "PRIMARY", "STATIC", "QUANTITY"};
    private static final double MAX = ZoneScore.GRADES - 1.0;

    /**
     * Composes the data set.
     *
     * @param seriesNumber (0020,0011) of the node's parametric maps
     */
    static Attributes dataset(Result result, SourceGrid grid, int seriesNumber) {
        Plane plane = Plane.of(result.source(), grid.orientation());
        InstanceRef ref =
                result.inFrame(
                        result.heatRef(ParametricMapWriter.FORM),
                        ParametricMapWriter.FORM,
                        plane.frameOfReferenceUid());
        HeatKind kind = result.sheet().heatKind();
        SeriesHead series = new SeriesHead("OT", seriesNumber, "Brixia map (research use only)", 1);
        Attributes target = ResultDataset.begin(result, series, ref);
        DerivedImage.write(result, grid, "BRIXIA_MAP", description(kind), target);
        plane.writeFrameOfReference(target);
        mapImage(target);
        DerivedImage.dimension(
                ref,
                Tag.ImagePositionPatient,
                Tag.PlanePositionSequence,
                "Image Position (Patient)",
                target);
        target.newSequence(Tag.AcquisitionContextSequence, 0);
        target.setInt(Tag.NumberOfFrames, VR.IS, 1);
        Attributes shared = new Attributes();
        target.newSequence(Tag.SharedFunctionalGroupsSequence, 1).add(shared);
        shared(kind, shared);
        plane.writeOrientation(shared);
        spacing(result.source(), item(shared, Tag.PixelMeasuresSequence));
        Attributes frame = new Attributes();
        target.newSequence(Tag.PerFrameFunctionalGroupsSequence, 1).add(frame);
        DerivedImage.frameContent(1, frame);
        plane.writePosition(frame);
        DerivedImage.derivation(
                result.source().ref(), Codes.SPATIAL_RESAMPLING, description(kind), frame);
        target.setBytes(Tag.FloatPixelData, VR.OF, MapPixels.of(result.sheet(), grid));
        return ResultDataset.finish(target);
    }

    /**
     * The spacing on the detector if it is known. With this functional group an image has no Pixel
     * Aspect Ratio, so that the spacing is nominal if only the shape of the pixels is known.
     */
    private static void spacing(SourceObject source, Attributes measures) {
        PixelShape.spacing(source)
                .or(() -> PixelShape.of(source).filter(PixelShape::isElongated))
                .ifPresent(spacing -> spacing.writeSpacing(measures));
    }

    private static String description(HeatKind kind) {
        return switch (kind) {
            case ACTIVATION -> "Local severity, expected Brixia grade (research use only)";
            case SUPER_PIXELS -> "Contributions to the zones' scores (research use only)";
        };
    }

    private static Code quantity(HeatKind kind) {
        return switch (kind) {
            case ACTIVATION -> Codes.LOCAL_SEVERITY;
            case SUPER_PIXELS -> Codes.CONTRIBUTION;
        };
    }

    /** Parametric Map Image (PS3.3 C.8.32.2) and Floating Point Image Pixel (C.7.6.24). */
    private static void mapImage(Attributes target) {
        target.setString(Tag.ImageType, VR.CS, IMAGE_TYPE);
        target.setString(Tag.PixelPresentation, VR.CS, "MONOCHROME");
        target.setString(Tag.PresentationLUTShape, VR.CS, "IDENTITY");
        target.setInt(Tag.BitsAllocated, VR.US, Float.SIZE);
        target.setFloat(Tag.FloatPixelPaddingValue, VR.FL, Float.NaN);
        target.setFloat(Tag.FloatPixelPaddingRangeLimit, VR.FL, Float.NaN);
    }

    /** The functional groups of the only frame (PS3.3 A.75.5). */
    private static void shared(HeatKind kind, Attributes shared) {
        Attributes anatomy = item(shared, Tag.FrameAnatomySequence);
        anatomy.setString(Tag.FrameLaterality, VR.CS, "B");
        Codes.LUNG.writeTo(anatomy, Tag.AnatomicRegionSequence);
        item(shared, Tag.ParametricMapFrameTypeSequence)
                .setString(Tag.FrameType, VR.CS, IMAGE_TYPE);
        Attributes identity = item(shared, Tag.PixelValueTransformationSequence);
        identity.setString(Tag.RescaleIntercept, VR.DS, "0");
        identity.setString(Tag.RescaleSlope, VR.DS, "1");
        identity.setString(Tag.RescaleType, VR.LO, "US");
        Attributes window = item(shared, Tag.FrameVOILUTSequence);
        window.setString(Tag.WindowCenter, VR.DS, Double.toString(MAX / 2));
        window.setString(Tag.WindowWidth, VR.DS, Double.toString(MAX));
        window.setString(Tag.VOILUTFunction, VR.CS, "LINEAR_EXACT");
        realWorldValues(kind, item(shared, Tag.RealWorldValueMappingSequence));
    }

    /** Real World Value Mapping (PS3.3 C.7.6.16.2.11): the pixels are the values. */
    private static void realWorldValues(HeatKind kind, Attributes mapping) {
        mapping.setString(Tag.LUTExplanation, VR.LO, description(kind));
        mapping.setString(Tag.LUTLabel, VR.SH, "BRIXIA");
        mapping.setDouble(Tag.RealWorldValueIntercept, VR.FD, 0);
        mapping.setDouble(Tag.RealWorldValueSlope, VR.FD, 1);
        mapping.setDouble(Tag.DoubleFloatRealWorldValueFirstValueMapped, VR.FD, 0);
        mapping.setDouble(Tag.DoubleFloatRealWorldValueLastValueMapped, VR.FD, MAX);
        Codes.UNIT_SCORE.writeTo(mapping, Tag.MeasurementUnitsCodeSequence);
        Attributes quantity = item(mapping, Tag.QuantityDefinitionSequence);
        quantity.setString(Tag.ValueType, VR.CS, "CODE");
        Codes.QUANTITY.writeTo(quantity, Tag.ConceptNameCodeSequence);
        quantity(kind).writeTo(quantity, Tag.ConceptCodeSequence);
    }

    private static Attributes item(Attributes owner, int tag) {
        Attributes item = new Attributes();
        owner.newSequence(tag, 1).add(item);
        return item;
    }

    private ParametricMap() {}
}
