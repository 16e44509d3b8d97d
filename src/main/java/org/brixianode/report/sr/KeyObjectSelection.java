package org.brixianode.report.sr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.dicom.SopClasses;
import org.brixianode.report.module.Codes;
import org.brixianode.report.module.Result;
import org.brixianode.report.module.ResultDataset;
import org.brixianode.report.module.SeriesHead;
import org.brixianode.report.module.Texts;
import org.brixianode.report.module.Wording;
import org.brixianode.study.InstanceRef;

/** TID 2010 Key Object Selection: an image whose score reaches a configured total. */
final class KeyObjectSelection {

    private static final String TEMPLATE = "2010";
    private static final String DESCRIPTION = "Brixia score of interest (research use only)";

    /**
     * Composes the data set (PS3.3 A.35.4).
     *
     * @param companions other result objects of the same score
     * @param from the configured total
     * @param seriesNumber (0020,0011) of the node's key objects
     */
    static Attributes dataset(
            Result result, List<InstanceRef> companions, int from, int seriesNumber) {
        SeriesHead series = new SeriesHead("KO", seriesNumber, DESCRIPTION, 1);
        Attributes target = ResultDataset.begin(result, series, result.ref(KeyObjectWriter.FORM));
        target.newSequence(Tag.ReferencedPerformedProcedureStepSequence, 0);
        Requests.write(result.source(), target);
        ContentItem content = content(result, companions, from);
        References.writeEvidence(References.in(content), result.source().ref().studyUid(), target);
        content.writeTo(target);
        return ResultDataset.finish(target);
    }

    private static ContentItem content(Result result, List<InstanceRef> companions, int from) {
        List<ContentItem> selected = new ArrayList<>();
        selected.add(ContentItem.text(Codes.KEY_OBJECT_DESCRIPTION, description(result, from)));
        selected.add(ContentItem.image(result.source().ref()));
        for (InstanceRef companion : companions) {
            if (isReport(companion)) {
                selected.add(ContentItem.composite(companion));
            } else if (companion.sopClassUid().equals(SopClasses.SECONDARY_CAPTURE)) {
                selected.add(ContentItem.image(companion));
            }
        }
        return ContentItem.container(Codes.OF_INTEREST, TEMPLATE)
                .hasConceptMod(LanguageOfContent.englishUs())
                .with(Relationship.HAS_OBS_CONTEXT, DeviceObserver.of(result.sheet().model()))
                .with(Relationship.CONTAINS, selected);
    }

    private static boolean isReport(InstanceRef ref) {
        return Arrays.stream(SrForm.values())
                .anyMatch(form -> form.sopClassUid().equals(ref.sopClassUid()));
    }

    private static String description(Result result, int from) {
        return "%s: %d of %d; selected from %d on.\nScored %s by model %s.\n%s."
                .formatted(
                        Wording.TITLE,
                        result.sheet().global(),
                        Wording.MAX_GLOBAL,
                        from,
                        result.time().text(),
                        Texts.longString(result.sheet().model().toString()),
                        Result.RESEARCH_USE);
    }

    private KeyObjectSelection() {}
}
