package org.brixianode.report.sr;

import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.dicom.SopClasses;
import org.brixianode.report.RejectionWriter;
import org.brixianode.report.module.Code;
import org.brixianode.report.module.Codes;
import org.brixianode.report.module.Provenance;
import org.brixianode.report.module.Rejection;
import org.brixianode.report.module.Result;
import org.brixianode.study.RejectionReason;
import org.brixianode.study.ResultForm;
import org.brixianode.study.ResultKind;

/**
 * Composes rejection notes (IHE Imaging Object Change Management, RAD TF-2 4.66): Key Object
 * Selections (TID 2010) whose title tells why the archive is to hide or delete what they refer to.
 */
public final class RejectionNote implements RejectionWriter {

    public static final ResultForm FORM =
            new ResultForm(
                    ResultKind.REJECTION_NOTE, "KEY_OBJECT", SopClasses.KEY_OBJECT_SELECTION);

    private static final int SERIES_NUMBER = 9009;
    private static final String DESCRIPTION = "Brixia score: rejection of earlier results";

    @Override
    public ResultForm form() {
        return FORM;
    }

    @Override
    public int seriesNumber() {
        return SERIES_NUMBER;
    }

    @Override
    public Attributes dataset(Rejection rejection, int seriesNumber) {
        Provenance from = rejection.provenance();
        return KeyObjectDocument.dataset(
                from,
                KeyObjectDocument.series(seriesNumber, DESCRIPTION),
                from.ref(FORM, rejection.destination()),
                title(rejection.reason()),
                description(rejection),
                rejection.rejected().stream().map(KeyObjectDocument::result).toList());
    }

    private static Code title(RejectionReason reason) {
        return switch (reason) {
            case CORRECTED_HEADER -> Codes.INCORRECT_WORKLIST_ENTRY;
            case CHANGED_IMAGE -> Codes.REJECTED_FOR_QUALITY;
        };
    }

    private static String description(Rejection rejection) {
        String why =
                switch (rejection.reason()) {
                    case CORRECTED_HEADER ->
                            "The image was sent again with a corrected header. These results were"
                                    + " made with the earlier header";
                    case CHANGED_IMAGE ->
                            "The image was sent again, changed. These results are of the image"
                                    + " before the change";
                };
        return "%s and are not valid.\nImage %s.\n%s."
                .formatted(
                        why,
                        rejection.provenance().source().ref().sopInstanceUid(),
                        Result.RESEARCH_USE);
    }
}
