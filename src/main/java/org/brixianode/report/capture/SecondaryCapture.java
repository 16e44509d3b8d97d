package org.brixianode.report.capture;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.dicom.SopClasses;
import org.brixianode.report.module.Code;
import org.brixianode.report.module.Codes;
import org.brixianode.report.module.DerivedImage;
import org.brixianode.report.module.Result;
import org.brixianode.report.module.ResultDataset;
import org.brixianode.report.module.SeriesHead;
import org.brixianode.report.module.Texts;
import org.brixianode.report.module.Wording;
import org.brixianode.study.HeatKind;
import org.brixianode.study.InstanceRef;

/** Composes the Secondary Capture Image (PS3.3 A.8.1) of the heatmap. */
final class SecondaryCapture {

    private static final String DESCRIPTION = "Brixia heatmap (research use only)";
    private static final int BYTES_PER_PIXEL = 3;

    /**
     * Composes the data set.
     *
     * @param picture an image of type {@link BufferedImage#TYPE_INT_RGB}, both sides even
     * @param reports reports of the same score, to which the heatmap refers
     * @param seriesNumber (0020,0011) of the node's heatmaps
     */
    static Attributes dataset(
            Result result, List<InstanceRef> reports, BufferedImage picture, int seriesNumber) {
        SeriesHead series = new SeriesHead("OT", seriesNumber, DESCRIPTION, 1);
        Attributes target = ResultDataset.begin(result, series, result.heatRef(HeatmapWriter.FORM));
        result.source().copySequence(target, Tag.RequestAttributesSequence);
        captured(result, target);
        derived(result, target);
        refer(reports, target);
        DerivedImage.lossiness(result.source(), target);
        pixels(picture, target);
        return ResultDataset.finish(target);
    }

    /** General Series (PS3.3 C.7.3.1), SC Equipment (C.8.6.1), SC Image (C.8.6.2). */
    private static void captured(Result result, Attributes target) {
        target.setString(Tag.BodyPartExamined, VR.CS, "CHEST");
        target.setString(Tag.ConversionType, VR.CS, "WSD");
        target.setString(Tag.DateOfSecondaryCapture, VR.DA, result.time().date());
        target.setString(Tag.TimeOfSecondaryCapture, VR.TM, result.time().time());
    }

    /** General Image (PS3.3 C.7.6.1) and General Reference (C.12.4). */
    private static void derived(Result result, Attributes target) {
        target.setString(Tag.ImageType, VR.CS, "DERIVED", "SECONDARY");
        // The radiograph is displayed with the patient's right on the image's left.
        target.setString(Tag.PatientOrientation, VR.CS, "L", "F");
        target.setString(Tag.BurnedInAnnotation, VR.CS, "YES");
        target.setString(
                Tag.ImageComments,
                VR.LT,
                "Brixia score "
                        + Wording.globalWithInterval(result.sheet())
                        + ". "
                        + Wording.scale()
                        + " "
                        + Result.RESEARCH_USE);
        target.setString(
                Tag.DerivationDescription,
                VR.ST,
                "Brixia score overlay on the scaled radiograph by model "
                        + Texts.longString(result.sheet().model().toString())
                        + map(result.sheet().heatKind()));
        codes(target, List.of(Codes.SEGMENTATION, Codes.SPATIAL_RESAMPLING));
        InstanceRef source = result.source().ref();
        Attributes item = new Attributes();
        target.newSequence(Tag.SourceImageSequence, 1).add(item);
        item.setString(Tag.ReferencedSOPClassUID, VR.UI, source.sopClassUid());
        item.setString(Tag.ReferencedSOPInstanceUID, VR.UI, source.sopInstanceUid());
        item.setString(Tag.SpatialLocationsPreserved, VR.CS, "NO");
        Codes.SOURCE_IMAGE.writeTo(item, Tag.PurposeOfReferenceCodeSequence);
    }

    /** Objects that are no images (PS3.3 C.12.4). */
    private static void refer(List<InstanceRef> reports, Attributes target) {
        if (reports.isEmpty()) {
            return;
        }
        Sequence sequence = target.newSequence(Tag.ReferencedInstanceSequence, reports.size());
        for (InstanceRef report : reports) {
            Attributes item = new Attributes();
            sequence.add(item);
            item.setString(Tag.ReferencedSOPClassUID, VR.UI, report.sopClassUid());
            item.setString(Tag.ReferencedSOPInstanceUID, VR.UI, report.sopInstanceUid());
            Codes.REPORT_OF_SCORE.writeTo(item, Tag.PurposeOfReferenceCodeSequence);
        }
    }

    private static String map(HeatKind kind) {
        return switch (kind) {
            case ACTIVATION -> "; map: local severity by the network";
            case SUPER_PIXELS ->
                    "; map: contributions to each zone's score, by replacing super-pixels of the lungs";
        };
    }

    private static void codes(Attributes target, List<Code> codes) {
        target.newSequence(Tag.DerivationCodeSequence, codes.size())
                .addAll(codes.stream().map(Code::toItem).toList());
    }

    /** Image Pixel (PS3.3 C.7.6.3): RGB, 8 bit, colour by pixel. */
    private static void pixels(BufferedImage picture, Attributes target) {
        target.setInt(Tag.SamplesPerPixel, VR.US, BYTES_PER_PIXEL);
        target.setString(Tag.PhotometricInterpretation, VR.CS, "RGB");
        target.setInt(Tag.PlanarConfiguration, VR.US, 0);
        target.setInt(Tag.Rows, VR.US, picture.getHeight());
        target.setInt(Tag.Columns, VR.US, picture.getWidth());
        target.setInt(Tag.BitsAllocated, VR.US, 8);
        target.setInt(Tag.BitsStored, VR.US, 8);
        target.setInt(Tag.HighBit, VR.US, 7);
        target.setInt(Tag.PixelRepresentation, VR.US, 0);
        target.setBytes(Tag.PixelData, VR.OB, interleaved(picture));
    }

    private static byte[] interleaved(BufferedImage picture) {
        int[] packed = ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
        byte[] bytes = new byte[packed.length * BYTES_PER_PIXEL];
        int to = 0;
        for (int rgb : packed) {
            bytes[to++] = (byte) (rgb >> 16);
            bytes[to++] = (byte) (rgb >> 8);
            bytes[to++] = (byte) rgb;
        }
        return bytes;
    }

    /**
     * Reads the image of a heatmap object.
     *
     * @return empty if it is another object
     */
    static Optional<BufferedImage> picture(Attributes dataset) throws IOException {
        byte[] bytes = dataset.getSafeBytes(Tag.PixelData);
        int width = dataset.getInt(Tag.Columns, 0);
        int height = dataset.getInt(Tag.Rows, 0);
        if (!SopClasses.SECONDARY_CAPTURE.equals(dataset.getString(Tag.SOPClassUID))
                || bytes == null
                || bytes.length < width * height * BYTES_PER_PIXEL) {
            return Optional.empty();
        }
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] packed = ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < packed.length; i++) {
            int from = i * BYTES_PER_PIXEL;
            packed[i] =
                    (bytes[from] & 0xff) << 16
                            | (bytes[from + 1] & 0xff) << 8
                            | bytes[from + 2] & 0xff;
        }
        return Optional.of(picture);
    }

    private SecondaryCapture() {}
}
