package org.brixianode.pipeline;

import java.util.Arrays;
import java.util.Optional;
import org.brixianode.pixels.PixelResult;
import org.brixianode.queue.ReplacedContent;
import org.brixianode.study.Radiograph;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.StageException;
import org.brixianode.study.StoredResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what a change of an image's content turned out to be, once the present content is scored.
 * Compared are the decoded grey values, upright and after the object's own transformations, from
 * which alone the scores follow: another compression of the same pixels is no change of them, and
 * another window or orientation is one.
 */
record ChangedContent(Stages.Pixels pixels) {

    private static final Logger LOG = LoggerFactory.getLogger(ChangedContent.class);

    /**
     * @param before the earlier content
     * @param earlier the last result of the image, if it has one
     */
    ReplacedContent.Outcome outcome(
            ReceivedInstance before,
            Optional<StoredResult> earlier,
            Radiograph now,
            ScoreSheet sheet) {
        boolean sameScores =
                earlier.isEmpty()
                        || (earlier.get().model().equals(sheet.model())
                                && earlier.get().zones().equals(sheet.scores()));
        return sameScores && hasPixels(before, now)
                ? ReplacedContent.Outcome.REISSUED
                : ReplacedContent.Outcome.SUPERSEDED;
    }

    private boolean hasPixels(ReceivedInstance before, Radiograph now) {
        try {
            return pixels.read(before) instanceof PixelResult.Accepted accepted
                    && isSame(accepted.radiograph(), now);
        } catch (StageException e) {
            LOG.warn(
                    "the earlier content of instance {} cannot be read, so its pixels count as changed: {}",
                    before.ref().sopInstanceUid(),
                    e.getMessage());
            return false;
        }
    }

    private static boolean isSame(Radiograph one, Radiograph other) {
        return one.widthPx() == other.widthPx()
                && one.heightPx() == other.heightPx()
                && Arrays.equals(one.grey().values(), other.grey().values());
    }
}
