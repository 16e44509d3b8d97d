package org.brixianode.report.gsps;

import java.util.List;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.report.module.DerivedImage;
import org.brixianode.report.module.PixelShape;
import org.brixianode.report.module.Result;
import org.brixianode.report.module.ResultDataset;
import org.brixianode.report.module.SeriesHead;
import org.brixianode.report.module.SourceGrid;
import org.brixianode.report.module.SourceObject;
import org.brixianode.study.InstanceRef;

/** Composes the Grayscale Softcopy Presentation State (PS3.3 A.33.1). */
final class PresentationState {

    private static final String TITLE = "Brixia zones and scores (research use only)";

    /**
     * Composes the data set.
     *
     * @param seriesNumber (0020,0011) of the node's presentation states
     */
    static Attributes dataset(Result result, SourceGrid grid, int seriesNumber) {
        InstanceRef ref = result.ref(PresentationStateWriter.FORM);
        SeriesHead series = new SeriesHead("PR", seriesNumber, TITLE, 1);
        Attributes target = ResultDataset.begin(result, series, ref);
        SourceObject source = result.source();
        source.copySequence(target, Tag.RequestAttributesSequence);
        target.setString(Tag.BodyPartExamined, VR.CS, "CHEST");
        identification(result, target);
        relationship(source.ref(), target);
        SourceGrey.write(source, target);
        Display display = new Display(grid);
        display.writeTransformation(target);
        displayedArea(source, display, target);
        layers(Drawing.layers(result, display), target);
        SourceGrey.activateOverlays(source, target);
        return ResultDataset.finish(target);
    }

    /** Presentation State Identification (PS3.3 C.11.10). */
    private static void identification(Result result, Attributes target) {
        target.setString(Tag.ContentLabel, VR.CS, "BRIXIA_SCORES");
        target.setString(Tag.ContentDescription, VR.LO, TITLE);
        target.setNull(Tag.ContentCreatorName, VR.PN);
        target.setString(Tag.PresentationCreationDate, VR.DA, result.time().date());
        target.setString(Tag.PresentationCreationTime, VR.TM, result.time().time());
    }

    /** Presentation State Relationship (PS3.3 C.11.11). */
    private static void relationship(InstanceRef source, Attributes target) {
        Attributes series = new Attributes();
        target.newSequence(Tag.ReferencedSeriesSequence, 1).add(series);
        series.setString(Tag.SeriesInstanceUID, VR.UI, source.seriesUid());
        series.newSequence(Tag.ReferencedImageSequence, 1).add(DerivedImage.reference(source));
    }

    /** Displayed Area (PS3.3 C.10.4): the whole image. */
    private static void displayedArea(SourceObject source, Display display, Attributes target) {
        Attributes item = new Attributes();
        target.newSequence(Tag.DisplayedAreaSelectionSequence, 1).add(item);
        item.setInt(Tag.DisplayedAreaTopLeftHandCorner, VR.SL, display.pixel(0, 0));
        item.setInt(Tag.DisplayedAreaBottomRightHandCorner, VR.SL, display.pixel(1, 1));
        item.setString(Tag.PresentationSizeMode, VR.CS, "SCALE TO FIT");
        item.setString(Tag.PresentationPixelAspectRatio, VR.IS, "1", "1");
        PixelShape.of(source)
                .ifPresent(shape -> shape.writeAspectRatio(item, Tag.PresentationPixelAspectRatio));
    }

    /** Graphic Annotation (PS3.3 C.10.5) and Graphic Layer (C.10.7). */
    private static void layers(List<Layer> layers, Attributes target) {
        Sequence annotations = target.newSequence(Tag.GraphicAnnotationSequence, layers.size());
        Sequence descriptions = target.newSequence(Tag.GraphicLayerSequence, layers.size() + 1);
        for (Layer layer : layers) {
            annotations.add(layer.annotation());
            descriptions.add(
                    Layer.description(layer.name(), layer.words(), descriptions.size() + 1));
        }
    }

    private PresentationState() {}
}
