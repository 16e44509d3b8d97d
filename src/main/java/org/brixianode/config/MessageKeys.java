package org.brixianode.config;

import java.util.Optional;
import org.brixianode.send.ResultStatus;
import org.brixianode.send.StudyLink;

/** Maps the keys of destinations that get messages instead of DICOM objects. */
final class MessageKeys {

    static final String RESULT_STATUS = "result-status";
    static final String STUDY_LINK = "study-link";

    /** What nobody has verified is not final, unless a site wants it so. */
    static ResultStatus resultStatus(Settings one) {
        return one.choice(RESULT_STATUS, ResultStatus.UNVERIFIED);
    }

    /** Empty if it is absent or an empty text. */
    static Optional<StudyLink> studyLink(Settings one) {
        return one.textIfPresent(STUDY_LINK).map(StudyLink::new);
    }

    private MessageKeys() {}
}
