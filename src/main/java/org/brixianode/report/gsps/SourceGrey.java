package org.brixianode.report.gsps;

import java.util.List;
import java.util.Optional;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.report.module.SourceObject;

/**
 * Keeps the grey scale of the source: a presentation state replaces all of the image's own
 * transformations, and one that it lacks is the identity (PS3.4 N.2).
 */
final class SourceGrey {

    private static final String OVERLAYS = "SOURCE_OVERLAYS";
    private static final int FIRST_OVERLAY = 0x6000;
    private static final int LAST_OVERLAY = 0x601E;
    private static final int GROUP_SHIFT = 16;

    /** VR DS. */
    private static final String NUMBER = "[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?";

    /**
     * Modality LUT (PS3.3 C.11.1), Softcopy VOI LUT (C.11.8), Softcopy Presentation LUT (C.11.6).
     */
    static void write(SourceObject source, Attributes target) {
        modality(source, target);
        Attributes voi = new Attributes();
        if (!table(source, Tag.VOILUTSequence, voi)) {
            window(source, voi);
        }
        if (!voi.isEmpty()) {
            target.newSequence(Tag.SoftcopyVOILUTSequence, 1).add(voi);
        }
        // The state's own shape replaces that of the image and its photometric interpretation.
        boolean inverse =
                source.text(Tag.PhotometricInterpretation).filter("MONOCHROME1"::equals).isPresent()
                        || source.text(Tag.PresentationLUTShape)
                                .filter("INVERSE"::equals)
                                .isPresent();
        target.setString(Tag.PresentationLUTShape, VR.CS, inverse ? "INVERSE" : "IDENTITY");
    }

    private static void modality(SourceObject source, Attributes target) {
        if (!table(source, Tag.ModalityLUTSequence, target)) {
            Optional<String> slope = number(source, Tag.RescaleSlope, 0);
            Optional<String> intercept = number(source, Tag.RescaleIntercept, 0);
            if (slope.isPresent() && intercept.isPresent()) {
                target.setString(Tag.RescaleIntercept, VR.DS, intercept.get());
                target.setString(Tag.RescaleSlope, VR.DS, slope.get());
                target.setString(Tag.RescaleType, VR.LO, source.text(Tag.RescaleType).orElse("US"));
            }
        }
    }

    /** The first window that is one. */
    private static void window(SourceObject source, Attributes target) {
        for (int index = 0; source.value(Tag.WindowCenter, index).isPresent(); index++) {
            Optional<String> center = number(source, Tag.WindowCenter, index);
            Optional<String> width = number(source, Tag.WindowWidth, index);
            if (center.isPresent() && width.filter(w -> Double.parseDouble(w) >= 1).isPresent()) {
                target.setString(Tag.WindowCenter, VR.DS, center.get());
                target.setString(Tag.WindowWidth, VR.DS, width.get());
                source.copy(target, Tag.VOILUTFunction, VR.CS);
                return;
            }
        }
    }

    private static Optional<String> number(SourceObject source, int tag, int index) {
        return source.value(tag, index).filter(text -> text.matches(NUMBER));
    }

    /** Copies the first table of a sequence. */
    private static boolean table(SourceObject source, int sequenceTag, Attributes target) {
        List<Attributes> items = source.items(sequenceTag);
        if (items.isEmpty()) {
            return false;
        }
        int[] descriptor = items.get(0).getInts(Tag.LUTDescriptor);
        int[] data = items.get(0).getInts(Tag.LUTData);
        if (descriptor == null || descriptor.length != 3 || data == null) {
            return false;
        }
        Attributes item = new Attributes();
        target.newSequence(sequenceTag, 1).add(item);
        VR vr = items.get(0).getVR(Tag.LUTDescriptor) == VR.SS ? VR.SS : VR.US;
        item.setInt(Tag.LUTDescriptor, vr, descriptor);
        item.setInt(Tag.LUTData, VR.OW, data);
        if (sequenceTag == Tag.ModalityLUTSequence) {
            item.setString(
                    Tag.ModalityLUTType,
                    VR.LO,
                    SourceObject.text(items.get(0), Tag.ModalityLUTType).orElse("US"));
        }
        return true;
    }

    /**
     * Shows the overlays of the source, which are hidden unless a presentation state activates them
     * (PS3.3 C.11.7).
     */
    static void activateOverlays(SourceObject source, Attributes target) {
        boolean any = false;
        for (int group = FIRST_OVERLAY; group <= LAST_OVERLAY; group += 2) {
            int offset = group - FIRST_OVERLAY << GROUP_SHIFT;
            if (source.integer(Tag.OverlayRows | offset).orElse(0) > 0) {
                target.setString(Tag.OverlayActivationLayer | offset, VR.CS, OVERLAYS);
                any = true;
            }
        }
        if (any) {
            Sequence layers = target.getSequence(Tag.GraphicLayerSequence);
            layers.add(
                    Layer.description(OVERLAYS, "Overlays of the radiograph", layers.size() + 1));
        }
    }

    private SourceGrey() {}
}
