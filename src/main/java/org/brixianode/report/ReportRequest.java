package org.brixianode.report;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.brixianode.report.sr.SrForm;
import org.brixianode.study.Acquisition;
import org.brixianode.study.EarlierResults;
import org.brixianode.study.Radiograph;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.ScoringRun;
import org.brixianode.study.StoredResult;

/**
 * One score that wants its result objects.
 *
 * @param source the scored object; its file's header is read again
 * @param acquisition whose image and when it was taken
 * @param radiograph what was scored, for the picture
 * @param sheet the score
 * @param scoredAt the clock of the result objects: the same instant, the same bytes
 * @param run which scoring of the source it is; another run gives other UIDs
 * @param earlier what is known of the patient's earlier results, of other images; its reports are
 *     those that the receivers of the forms have
 * @param predecessor the earlier result for the same image, which this one replaces; likewise
 * @param forms the Structured Reports that the destinations want, at least one
 */
public record ReportRequest(
        ReceivedInstance source,
        Acquisition acquisition,
        Radiograph radiograph,
        ScoreSheet sheet,
        Instant scoredAt,
        ScoringRun run,
        EarlierResults earlier,
        Optional<StoredResult> predecessor,
        Set<SrForm> forms) {

    /**
     * @throws IllegalArgumentException if no form is wanted
     */
    public ReportRequest {
        if (forms.isEmpty()) {
            throw new IllegalArgumentException("a report request wants at least one form");
        }
        forms = Collections.unmodifiableSet(EnumSet.copyOf(forms));
    }
}
