package org.brixianode.report.sr;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.dicom.SopClasses;
import org.brixianode.report.module.Code;
import org.brixianode.report.module.Codes;
import org.brixianode.report.module.Provenance;
import org.brixianode.report.module.ResultDataset;
import org.brixianode.report.module.SeriesHead;
import org.brixianode.study.InstanceRef;

/** Key Object Selection Document (PS3.3 A.35.4) with a content tree by TID 2010. */
final class KeyObjectDocument {

    private static final String TEMPLATE = "2010";

    /** The results that are images, which have the value type IMAGE; others are COMPOSITE. */
    private static final Set<String> IMAGES =
            Set.of(
                    SopClasses.SECONDARY_CAPTURE,
                    SopClasses.SEGMENTATION,
                    SopClasses.PARAMETRIC_MAP);

    /**
     * Composes the data set.
     *
     * @param ref its own UIDs
     * @param title of CID 7010
     * @param description in words
     * @param selected the objects, not empty
     */
    static Attributes dataset(
            Provenance from,
            SeriesHead series,
            InstanceRef ref,
            Code title,
            String description,
            List<ContentItem> selected) {
        Attributes target = ResultDataset.begin(from, series, ref);
        target.newSequence(Tag.ReferencedPerformedProcedureStepSequence, 0);
        Requests.write(from.source(), target);
        List<ContentItem> items = new ArrayList<>();
        items.add(ContentItem.text(Codes.KEY_OBJECT_DESCRIPTION, description));
        items.addAll(selected);
        ContentItem content =
                ContentItem.container(title, TEMPLATE)
                        .hasConceptMod(LanguageOfContent.englishUs())
                        .with(Relationship.HAS_OBS_CONTEXT, DeviceObserver.of(from.model()))
                        .with(Relationship.CONTAINS, items);
        References.writeEvidence(References.in(content), ref.studyUid(), target);
        content.writeTo(target);
        return ResultDataset.finish(target);
    }

    /** The series of one kind of key objects. */
    static SeriesHead series(int number, String description) {
        return new SeriesHead("KO", number, description, 1);
    }

    /** A selected result object. */
    static ContentItem result(InstanceRef ref) {
        return IMAGES.contains(ref.sopClassUid())
                ? ContentItem.image(ref)
                : ContentItem.composite(ref);
    }

    private KeyObjectDocument() {}
}
