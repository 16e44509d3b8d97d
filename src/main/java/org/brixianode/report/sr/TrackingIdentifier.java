package org.brixianode.report.sr;

import java.util.List;
import org.brixianode.dicom.DerivedUid;
import org.brixianode.report.module.Codes;
import org.brixianode.report.module.Result;
import org.brixianode.study.Patient;

/**
 * TID 1501 rows 2 and 3: identifies the same zone of the same patient in all reports, whatever the
 * image and the model.
 */
final class TrackingIdentifier {

    /**
     * @param what the zone's letter, or the word for both lungs
     * @param text text for display
     */
    static List<ContentItem> of(Result result, String what, String text) {
        return List.of(
                ContentItem.text(Codes.TRACKING_IDENTIFIER, text),
                ContentItem.uidRef(
                        Codes.TRACKING_UID,
                        DerivedUid.of("tracking", subject(result), Codes.PRIVATE_SCHEME, what)));
    }

    /**
     * Includes birth date and sex if known, since two persons can have the same placeholder
     * identifier. Without a Patient ID the identifier is valid only within the study.
     */
    private static String subject(Result result) {
        return result.acquisition()
                .patient()
                .map(TrackingIdentifier::person)
                .orElseGet(() -> "study " + result.source().ref().studyUid());
    }

    private static String person(Patient patient) {
        String facts = patient.facts().birthDate() + patient.facts().sex();
        return facts.isEmpty() ? patient.key() : patient.key() + " " + facts;
    }

    private TrackingIdentifier() {}
}
