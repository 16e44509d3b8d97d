package org.brixianode.report.sr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.dicom.SopClasses;
import org.brixianode.report.module.Codes;
import org.brixianode.report.module.Result;
import org.brixianode.report.module.Texts;
import org.brixianode.report.module.Wording;
import org.brixianode.study.InstanceRef;

/** TID 2010 Key Object Selection: an image whose score reaches a configured total. */
final class KeyObjectSelection {

    private static final String DESCRIPTION = "Brixia score of interest (research use only)";

    /**
     * Composes the data set.
     *
     * @param companions other result objects of the same score
     * @param from the configured total
     * @param seriesNumber (0020,0011) of the node's key objects
     */
    static Attributes dataset(
            Result result, List<InstanceRef> companions, int from, int seriesNumber) {
        List<ContentItem> selected = new ArrayList<>();
        selected.add(ContentItem.image(result.source().ref()));
        companions.stream()
                .filter(one -> isReport(one) || isHeatmap(one))
                .map(KeyObjectDocument::result)
                .forEach(selected::add);
        return KeyObjectDocument.dataset(
                result.provenance(),
                KeyObjectDocument.series(seriesNumber, DESCRIPTION),
                result.ref(KeyObjectWriter.FORM),
                Codes.OF_INTEREST,
                description(result, from),
                selected);
    }

    private static boolean isHeatmap(InstanceRef ref) {
        return ref.sopClassUid().equals(SopClasses.SECONDARY_CAPTURE);
    }

    private static boolean isReport(InstanceRef ref) {
        return Arrays.stream(SrForm.values())
                .anyMatch(form -> form.sopClassUid().equals(ref.sopClassUid()));
    }

    private static String description(Result result, int from) {
        return "%s: %s; selected from %d on.%s\nScored %s by model %s.\n%s."
                .formatted(
                        Wording.TITLE,
                        Wording.globalWithInterval(result.sheet()),
                        from,
                        result.finding().remarks().isEmpty()
                                ? ""
                                : " With remarks: see the report.",
                        result.time().text(),
                        Texts.longString(result.sheet().model().toString()),
                        Result.RESEARCH_USE);
    }

    private KeyObjectSelection() {}
}
