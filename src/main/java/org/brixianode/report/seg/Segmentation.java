package org.brixianode.report.seg;

import java.util.List;
import java.util.Optional;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.report.module.Codes;
import org.brixianode.report.module.DerivedImage;
import org.brixianode.report.module.LungArea;
import org.brixianode.report.module.PixelShape;
import org.brixianode.report.module.Result;
import org.brixianode.report.module.ResultDataset;
import org.brixianode.report.module.SeriesHead;
import org.brixianode.report.module.SourceGrid;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.Zone;

/** Composes the Segmentation (PS3.3 A.51). */
final class Segmentation {

    private static final String TITLE = "Brixia zones (research use only)";
    private static final String DERIVATION = "Segmentation of the lungs by a neural network";

    /**
     * Composes the data set.
     *
     * @param seriesNumber (0020,0011) of the node's segmentations
     */
    static Attributes dataset(Result result, SourceGrid grid, int seriesNumber) {
        Optional<String> frame = result.source().text(Tag.FrameOfReferenceUID);
        InstanceRef own = result.ref(SegmentationWriter.FORM);
        InstanceRef ref =
                frame.map(uid -> result.inFrame(own, SegmentationWriter.FORM, uid)).orElse(own);
        SeriesHead series = new SeriesHead("SEG", seriesNumber, TITLE, 1);
        Attributes target = ResultDataset.begin(result, series, ref);
        DerivedImage.write(result, grid, "BRIXIA_ZONES", "Lungs and " + TITLE, target);
        frame.ifPresent(uid -> DerivedImage.frameOfReference(uid, target));
        PixelShape.of(result.source()).ifPresent(shape -> shape.writeAspectRatio(target));
        segmentationImage(target);
        segments(result, target);
        DerivedImage.dimension(
                ref,
                Tag.ReferencedSegmentNumber,
                Tag.SegmentIdentificationSequence,
                "Segment Number",
                target);
        functionalGroups(result.source().ref(), target);
        target.setBytes(Tag.PixelData, VR.OB, SegmentFrames.of(LungArea.of(result.sheet()), grid));
        return ResultDataset.finish(target);
    }

    /** Segmentation Image (PS3.3 C.8.20.2) without the segments. */
    private static void segmentationImage(Attributes target) {
        target.setString(Tag.ImageType, VR.CS, "DERIVED", "PRIMARY");
        target.setString(Tag.SegmentationType, VR.CS, "BINARY");
        target.setString(Tag.SegmentsOverlap, VR.CS, "YES");
        target.setInt(Tag.BitsAllocated, VR.US, 1);
        target.setInt(Tag.BitsStored, VR.US, 1);
        target.setInt(Tag.HighBit, VR.US, 0);
        target.setInt(Tag.PixelRepresentation, VR.US, 0);
    }

    private static void segments(Result result, Attributes target) {
        List<Zone> without = result.sheet().notAssessable();
        Sequence items = target.newSequence(Tag.SegmentSequence, Segment.ALL.size());
        for (Segment segment : Segment.ALL) {
            boolean assessable = segment.zone().filter(without::contains).isEmpty();
            items.add(segment.toItem(result, assessable));
        }
    }

    /** Multi-frame Functional Groups (PS3.3 C.7.6.16, A.51.5): one frame a segment. */
    private static void functionalGroups(InstanceRef source, Attributes target) {
        target.setInt(Tag.NumberOfFrames, VR.IS, Segment.ALL.size());
        target.newSequence(Tag.SharedFunctionalGroupsSequence, 1).add(new Attributes());
        Sequence frames =
                target.newSequence(Tag.PerFrameFunctionalGroupsSequence, Segment.ALL.size());
        for (Segment segment : Segment.ALL) {
            Attributes frame = new Attributes();
            frames.add(frame);
            DerivedImage.frameContent(segment.number(), frame);
            DerivedImage.derivation(source, Codes.SEGMENTATION, DERIVATION, frame);
            Attributes item = new Attributes();
            frame.newSequence(Tag.SegmentIdentificationSequence, 1).add(item);
            item.setInt(Tag.ReferencedSegmentNumber, VR.US, segment.number());
        }
    }

    private Segmentation() {}
}
