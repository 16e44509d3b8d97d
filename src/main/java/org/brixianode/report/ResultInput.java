package org.brixianode.report;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.brixianode.report.module.Result;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.Radiograph;
import org.brixianode.study.ResultForm;

/**
 * The input of a result writer.
 *
 * @param result the score and its provenance
 * @param receivers names of the destinations of the object; empty if it is only stored
 * @param siblings the forms of the score's objects of which each of the destinations gets one, too,
 *     written before or after
 * @param companions the objects of the same score that were written before and that each of the
 *     destinations gets, too
 * @param radiograph the scored radiograph; present for writers that require it
 * @param seriesNumber (0020,0011)
 * @param config configuration of the result objects
 */
public record ResultInput(
        Result result,
        Set<String> receivers,
        Set<ResultForm> siblings,
        List<InstanceRef> companions,
        Optional<Radiograph> radiograph,
        int seriesNumber,
        ReportConfig config) {

    /** Copies the collections. */
    public ResultInput {
        receivers = Set.copyOf(receivers);
        siblings = Set.copyOf(siblings);
        companions = List.copyOf(companions);
    }

    /**
     * The result with only those objects of earlier results to which an object of a form may refer:
     * they have the same form and were made for each of the destinations.
     */
    public Result resultFor(ResultForm form) {
        return result.referringTo(
                earlier ->
                        earlier.ref().sopClassUid().equals(form.sopClassUid())
                                && earlier.isKnownTo(receivers));
    }
}
