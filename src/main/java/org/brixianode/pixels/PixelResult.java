package org.brixianode.pixels;

import java.util.Optional;
import org.brixianode.dicom.ObjectHeader;
import org.brixianode.study.Acquisition;
import org.brixianode.study.NotScoredCode;
import org.brixianode.study.Radiograph;
import org.brixianode.study.SafeText;
import org.brixianode.study.StudyFacts;

/** The result of stage 3 for one object. */
public sealed interface PixelResult {

    /** The searchable attributes of the image; empty if its header could not be read. */
    Optional<StudyFacts> facts();

    /**
     * A frontal chest radiograph according to its header.
     *
     * @param radiograph the image, upright, patient's right on the image's left
     * @param acquisition patient and time of the acquisition
     * @param header as it came, for the results; absent where it is too large to be kept
     */
    record Accepted(
            Radiograph radiograph,
            Acquisition acquisition,
            Optional<StudyFacts> facts,
            Optional<ObjectHeader> header)
            implements PixelResult {}

    /**
     * The object is not scored, which a retry would not change.
     *
     * @param code the reason without text from the object
     * @param reason the reason for a radiographer
     */
    record Refused(NotScoredCode code, String reason, Optional<StudyFacts> facts)
            implements PixelResult {

        private static final int MAX_REASON = 1000;

        /** Sanitises the reason, which may quote the object. */
        public Refused {
            reason = SafeText.line(reason, MAX_REASON);
        }
    }
}
