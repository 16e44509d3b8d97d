package org.brixianode.send.sr;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * A delivered Structured Report. Everything is taken from the object, so that a message made of it
 * is the same whenever it is repeated.
 *
 * @param sopInstanceUid the report's UID
 * @param sopClassUid its SOP class
 * @param studyUid the study of image and report
 * @param imageUid SOP Instance UID of the scored image
 * @param predecessors SOP Instance UIDs of the reports that this one replaces
 * @param composedAt Content Date and Time with the object's offset from UTC
 * @param issuedAt Instance Creation Date and Time, which are later in a copy that takes a report
 *     back
 * @param takenAt acquisition, or else study, date and time; empty if unknown
 * @param title the report's title
 * @param institution (0008,0080); empty if unknown
 * @param identity a UID that is the same for reports of the same patient, study and requests
 * @param patient the patient
 * @param requests the requests; one without numbers if the image had none
 * @param device the node and its model
 * @param groups the measurements: first those of both lungs, then the zones
 * @param texts the texts of the report in order
 */
public record SrReport(
        String sopInstanceUid,
        String sopClassUid,
        String studyUid,
        String imageUid,
        List<String> predecessors,
        OffsetDateTime composedAt,
        OffsetDateTime issuedAt,
        Optional<OffsetDateTime> takenAt,
        SrCode title,
        String institution,
        String identity,
        SrPatient patient,
        List<SrRequest> requests,
        SrDevice device,
        List<SrGroup> groups,
        List<SrText> texts) {

    public SrReport {
        predecessors = List.copyOf(predecessors);
        requests = List.copyOf(requests);
        groups = List.copyOf(groups);
        texts = List.copyOf(texts);
    }

    /** Whether it replaces another report. */
    public boolean isCorrection() {
        return !predecessors.isEmpty();
    }

    /** The text about a concept, if there is one. */
    public Optional<SrText> text(String codeValue, String scheme) {
        return texts.stream().filter(text -> text.concept().is(codeValue, scheme)).findFirst();
    }
}
