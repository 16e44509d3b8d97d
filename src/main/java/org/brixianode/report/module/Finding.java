package org.brixianode.report.module;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.brixianode.study.Acquisition;
import org.brixianode.study.EarlierResults;
import org.brixianode.study.Radiograph;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.StoredResult;

/**
 * A score without its source object.
 *
 * @param acquisition patient and time of the acquisition
 * @param sheet the score
 * @param time time of scoring
 * @param earlier the patient's earlier results
 */
public record Finding(
        Acquisition acquisition, ScoreSheet sheet, ContentTime time, EarlierResults earlier) {

    /** The result to compare with. */
    public Optional<StoredResult> prior() {
        return earlier.prior();
    }

    /** When the image of an earlier result was acquired, or scored if that is unknown. */
    String timeOf(StoredResult prior) {
        return prior.takenAt()
                .map(time::imageTime)
                .orElseGet(() -> time.at(prior.scoredAt()).text());
    }

    /** Starts of the remarks that a reader needs first, in their order. */
    private static final List<String> FIRST =
            List.of(
                    Radiograph.ORIENTATION,
                    ScoreSheet.UNCLEAR_LUNGS,
                    ScoreSheet.NOT_ASSESSABLE,
                    ScoreSheet.UNCERTAIN);

    /** The score's remarks on quality: those on left and right, on the lungs and on zones first. */
    public List<String> qualityRemarks() {
        return sheet.remarks().stream()
                .map(Texts::line)
                .filter(remark -> !remark.isEmpty())
                .sorted(Comparator.comparingInt(Finding::rank))
                .toList();
    }

    /** The remarks on quality; then results excluded from the comparison. */
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>(qualityRemarks());
        earlier.veto().map(EarlierWords::veto).ifPresent(remarks::add);
        if (earlier.isIncomplete()) {
            remarks.add(EarlierWords.NOT_IN_TIME);
        }
        return List.copyOf(remarks);
    }

    private static int rank(String remark) {
        int rank = 0;
        while (rank < FIRST.size() && !remark.startsWith(FIRST.get(rank))) {
            rank++;
        }
        return rank;
    }
}
