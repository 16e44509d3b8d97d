package org.brixianode.pixels;

import java.util.Optional;
import org.brixianode.dicom.ObjectHeader;
import org.brixianode.study.Acquisition;
import org.brixianode.study.NotScoredCode;
import org.brixianode.study.Radiograph;
import org.brixianode.study.SafeText;
import org.brixianode.study.StudyFacts;

/** What stage 3 makes of an object. */
public sealed interface PixelResult {

    /** By what a person searches for the image; absent where its header could not be read. */
    Optional<StudyFacts> facts();

    /**
     * A frontal chest radiograph as far as its header tells.
     *
     * @param radiograph the picture, upright, patient's right on the image's left
     * @param acquisition whose it is and when it was taken
     * @param header as it came, for the results; absent where it is too large to be kept
     */
    record Accepted(
            Radiograph radiograph,
            Acquisition acquisition,
            Optional<StudyFacts> facts,
            Optional<ObjectHeader> header)
            implements PixelResult {}

    /**
     * Not to be scored; another attempt would end the same way.
     *
     * @param code the reason without a word of the object's own
     * @param reason what was found, in words for a radiographer
     */
    record Refused(NotScoredCode code, String reason, Optional<StudyFacts> facts)
            implements PixelResult {

        private static final int LONGEST = 1000;

        /** A reason may quote the object, so it is made fit for a log and a terminal. */
        public Refused {
            reason = SafeText.line(reason, LONGEST);
        }
    }
}
