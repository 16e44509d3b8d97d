package org.brixianode.report.module;

import java.util.Optional;
import org.brixianode.study.Acquisition;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.StoredResult;

/**
 * What a score says, apart from the object that it was found in.
 *
 * @param acquisition whose image and when it was taken
 * @param sheet the score
 * @param time the moment of scoring
 * @param prior the latest earlier result of the same patient
 */
public record Finding(
        Acquisition acquisition,
        ScoreSheet sheet,
        ContentTime time,
        Optional<StoredResult> prior) {}
