package org.brixianode.report.module;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;

/**
 * What a source says about a clinical trial and about its de-identification, so that a result is
 * found with its trial subject and is known to carry no identity: Clinical Trial Subject and Study
 * modules (PS3.3 C.7.1.3, C.7.2.3) and the de-identification attributes of Patient and SOP Common.
 */
final class TrialModules {

    private static final String YES = "YES";
    private static final Set<String> REMOVED = Set.of(YES, "NO");
    private static final Set<String> DATES = Set.of("UNMODIFIED", "MODIFIED", "REMOVED");
    private static final String NO_METHOD = "Not stated by the image";

    private static final int[] SUBJECT_TYPE_2 = {
        Tag.ClinicalTrialProtocolName, Tag.ClinicalTrialSiteID, Tag.ClinicalTrialSiteName
    };

    private static final int[] SUBJECT_OPTIONAL = {
        Tag.ClinicalTrialSubjectID,
        Tag.ClinicalTrialSubjectReadingID,
        Tag.ClinicalTrialProtocolEthicsCommitteeName
    };

    static void write(SourceObject source, Attributes target) {
        if (isTrialSubject(source)) {
            source.copy(target, Tag.ClinicalTrialSponsorName, VR.LO);
            source.copy(target, Tag.ClinicalTrialProtocolID, VR.LO);
            for (int tag : SUBJECT_TYPE_2) {
                source.copyOrEmpty(target, tag, VR.LO);
            }
            for (int tag : SUBJECT_OPTIONAL) {
                source.copy(target, tag, VR.LO);
            }
            if (target.containsValue(Tag.ClinicalTrialProtocolEthicsCommitteeName)) {
                source.copy(target, Tag.ClinicalTrialProtocolEthicsCommitteeApprovalNumber, VR.LO);
            }
        }
        trialStudy(source, target);
        deidentification(source, target);
    }

    /** Whether the source has what the module requires; parts of it would make results invalid. */
    private static boolean isTrialSubject(SourceObject source) {
        return source.text(Tag.ClinicalTrialSponsorName).isPresent()
                && source.text(Tag.ClinicalTrialProtocolID).isPresent()
                && (source.text(Tag.ClinicalTrialSubjectID).isPresent()
                        || source.text(Tag.ClinicalTrialSubjectReadingID).isPresent());
    }

    private static void trialStudy(SourceObject source, Attributes target) {
        boolean has =
                source.text(Tag.ClinicalTrialTimePointID).isPresent()
                        || source.text(Tag.ClinicalTrialTimePointDescription).isPresent()
                        || !source.items(Tag.ConsentForClinicalTrialUseSequence).isEmpty();
        if (has) {
            source.copyOrEmpty(target, Tag.ClinicalTrialTimePointID, VR.LO);
            source.copy(target, Tag.ClinicalTrialTimePointDescription, VR.ST);
            source.copySequence(target, Tag.ConsentForClinicalTrialUseSequence);
        }
    }

    private static void deidentification(SourceObject source, Attributes target) {
        oneOf(source, Tag.PatientIdentityRemoved, REMOVED)
                .ifPresent(value -> target.setString(Tag.PatientIdentityRemoved, VR.CS, value));
        source.copy(target, Tag.DeidentificationMethod, VR.LO);
        source.copySequence(target, Tag.DeidentificationMethodCodeSequence);
        oneOf(source, Tag.LongitudinalTemporalInformationModified, DATES)
                .ifPresent(
                        value ->
                                target.setString(
                                        Tag.LongitudinalTemporalInformationModified, VR.CS, value));
    }

    /**
     * Adds a method to a de-identified data set without one (type 1C, PS3.3 C.7.1.1). Called after
     * invalid values and items have been removed, since they may have been the method.
     */
    static void complete(Attributes target) {
        boolean method =
                target.containsValue(Tag.DeidentificationMethod)
                        || target.containsValue(Tag.DeidentificationMethodCodeSequence);
        if (YES.equals(target.getString(Tag.PatientIdentityRemoved)) && !method) {
            target.setString(Tag.DeidentificationMethod, VR.LO, NO_METHOD);
        }
    }

    /** The value, in capital letters, if it is an enumerated one. */
    private static Optional<String> oneOf(SourceObject source, int tag, Set<String> values) {
        return source.text(tag)
                .map(value -> value.toUpperCase(Locale.ROOT))
                .filter(values::contains);
    }

    private TrialModules() {}
}
