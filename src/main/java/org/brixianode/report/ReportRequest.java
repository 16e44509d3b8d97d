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
 * A request to write the result objects of one score.
 *
 * @param source the scored object
 * @param header header of the source as read by decoding; if empty, it is read from the file
 * @param acquisition patient and time of the acquisition
 * @param radiograph the scored radiograph, for the heatmap
 * @param sheet the score
 * @param scoredAt time of the result objects; the same instant gives the same bytes
 * @param run the scoring run of the source; another run gives other UIDs
 * @param earlier the patient's earlier results of other images
 * @param predecessor the previous result of the same image, which this one supersedes
 * @param receivers the destinations that keep the objects of each requested form, maybe none; if
 *     empty, the default results are written
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

    /** Copies the map. */
    public ReportRequest {
        receivers = Map.copyOf(receivers);
    }
}
