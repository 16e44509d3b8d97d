package org.brixianode.report.module;

import org.brixianode.dicom.DerivedUid;
import org.brixianode.study.Patient;
import org.brixianode.study.Zone;

/**
 * Identifies the same zone or lung of the same patient in all results, whatever the image and the
 * model: in reports by TID 1501 rows 2 and 3, in segmentations by Tracking ID (0062,0020) and
 * Tracking UID (0062,0021).
 *
 * @param text for display
 * @param uid the identifier
 */
public record Tracking(String text, String uid) {

    /** One zone. */
    public static Tracking zone(Result result, Zone zone) {
        return of(result, zone.name(), "Brixia zone " + zone + ", " + Wording.place(zone));
    }

    /** Both lungs. */
    public static Tracking bothLungs(Result result) {
        return of(result, "GLOBAL", "Brixia global, both lungs");
    }

    /** One lung. */
    public static Tracking lung(Result result, Zone.Side side) {
        return of(result, side.name(), Wording.lung(side));
    }

    private static Tracking of(Result result, String what, String text) {
        return new Tracking(
                text, DerivedUid.of("tracking", subject(result), Codes.PRIVATE_SCHEME, what));
    }

    /**
     * Includes birth date and sex if known, since two persons can have the same placeholder
     * identifier. Without a Patient ID the identifier is valid only within the study.
     */
    private static String subject(Result result) {
        return result.acquisition()
                .patient()
                .map(Tracking::person)
                .orElseGet(() -> "study " + result.source().ref().studyUid());
    }

    private static String person(Patient patient) {
        String facts = patient.facts().birthDate() + patient.facts().sex();
        return facts.isEmpty() ? patient.key() : patient.key() + " " + facts;
    }
}
