package org.brixianode.report.sr;

import java.util.List;
import org.brixianode.dicom.DerivedUid;
import org.brixianode.report.module.Codes;
import org.brixianode.report.module.Result;
import org.brixianode.study.Patient;

/**
 * TID 1501 rows 2 and 3: by which the same zone of the same patient is found again in every later
 * report, whatever the image and the model.
 */
final class TrackingIdentifier {

    /**
     * @param what the zone's letter, or the word for the whole
     * @param text for people
     */
    static List<ContentItem> of(Result result, String what, String text) {
        return List.of(
                ContentItem.text(Codes.TRACKING_IDENTIFIER, text),
                ContentItem.uidRef(
                        Codes.TRACKING_UID,
                        DerivedUid.of("tracking", subject(result), Codes.PRIVATE_SCHEME, what)));
    }

    /**
     * Birth date and sex are in it where they are known: two persons can share a dummy identifier.
     * Without a Patient ID nothing beyond the study is known to be the same patient.
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
