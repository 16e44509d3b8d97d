package org.brixianode.report.module;

import java.util.Optional;
import java.util.function.Predicate;
import org.brixianode.study.Acquisition;
import org.brixianode.study.EarlierResults;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.ResultForm;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.StoredObject;
import org.brixianode.study.StoredResult;

/**
 * One score and all that its result objects say about where it comes from.
 *
 * @param source the scored image
 * @param acquisition whose image and when it was taken
 * @param sheet the score
 * @param time the moment of scoring
 * @param uids of its objects
 * @param earlier what is known of the patient's earlier results
 * @param predecessor the earlier result for the same image, which this one supersedes
 * @param institution where the node stands, if configured
 */
public record Result(
        SourceObject source,
        Acquisition acquisition,
        ScoreSheet sheet,
        ContentTime time,
        ResultUids uids,
        EarlierResults earlier,
        Optional<StoredResult> predecessor,
        Optional<String> institution) {

    /** What appears wherever the result does. */
    public static final String RESEARCH_USE = "Research use only - not for diagnosis";

    /** The score apart from its source. */
    public Finding finding() {
        return new Finding(acquisition, sheet, time, earlier);
    }

    /**
     * Names a result object in the source's study.
     *
     * @param form tells objects of one kind apart
     */
    public InstanceRef ref(ResultForm form) {
        return new InstanceRef(
                source.ref().studyUid(),
                uids.series(form.kind()),
                form.sopClassUid(),
                uids.instance(form));
    }

    /** The same result with some objects of the earlier results only. */
    public Result referringTo(Predicate<StoredObject> wanted) {
        return new Result(
                source,
                acquisition,
                sheet,
                time,
                uids,
                earlier.withObjects(wanted),
                predecessor.map(replaced -> replaced.withObjects(wanted)),
                institution);
    }
}
