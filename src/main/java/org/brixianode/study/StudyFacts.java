package org.brixianode.study;

import java.util.Optional;

/**
 * The attributes by which operators search for an image; empty if the header lacks them. All values
 * are without padding.
 *
 * @param patientId (0010,0020)
 * @param patientIdIssuer (0010,0021)
 * @param accessionNumber (0008,0050)
 * @param studyDate (0008,0020), as eight digits
 * @param modality (0008,0060)
 * @param viewPosition (0018,5101)
 */
public record StudyFacts(
        Optional<String> patientId,
        Optional<String> patientIdIssuer,
        Optional<String> accessionNumber,
        Optional<String> studyDate,
        Optional<String> modality,
        Optional<String> viewPosition) {

    /** The facts of an image whose header cannot be read. */
    public static final StudyFacts NONE =
            new StudyFacts(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
}
