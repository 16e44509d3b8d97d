package org.brixianode.report;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.brixianode.dicom.ObjectHeader;
import org.brixianode.study.Acquisition;
import org.brixianode.study.EarlierResults;
import org.brixianode.study.Radiograph;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.ResultForm;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.ScoringRun;
import org.brixianode.study.StoredResult;

/**
 * One score that wants its result objects.
 *
 * @param source the scored object
 * @param header of the source as decoding read it; where absent it is read from the file
 * @param acquisition whose image and when it was taken
 * @param radiograph what was scored, for the picture
 * @param sheet the score
 * @param scoredAt the clock of the result objects: the same instant, the same bytes
 * @param run which scoring of the source it is; another run gives other UIDs
 * @param earlier what is known of the patient's earlier results, of other images
 * @param predecessor the earlier result for the same image, which this one replaces
 * @param receivers the wanted forms, and which destinations get each; empty where there is no
 *     destination: then the usual results are written
 */
public record ReportRequest(
        ReceivedInstance source,
        Optional<ObjectHeader> header,
        Acquisition acquisition,
        Radiograph radiograph,
        ScoreSheet sheet,
        Instant scoredAt,
        ScoringRun run,
        EarlierResults earlier,
        Optional<StoredResult> predecessor,
        Map<ResultForm, Set<String>> receivers) {

    /** Keeps its own copy. */
    public ReportRequest {
        receivers = Map.copyOf(receivers);
    }
}
