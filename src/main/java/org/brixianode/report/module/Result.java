package org.brixianode.report.module;

import java.util.Optional;
import java.util.function.Predicate;
import org.brixianode.study.Acquisition;
import org.brixianode.study.EarlierResults;
import org.brixianode.study.HeatKind;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.ResultForm;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.StoredObject;
import org.brixianode.study.StoredResult;

/**
 * One score with its provenance, from which its result objects are composed.
 *
 * @param source the scored image
 * @param acquisition patient and time of the acquisition
 * @param sheet the score
 * @param time time of scoring
 * @param uids UIDs of its objects
 * @param earlier the patient's earlier results
 * @param predecessor the previous result of the same image, which this one supersedes
 * @param institution the configured institution, if any
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

    /** The notice that every result object contains. */
    public static final String RESEARCH_USE = "Research use only - not for diagnosis";

    /** What the modules that all objects share are composed from. */
    public Provenance provenance() {
        return new Provenance(source, sheet.model(), time, uids, institution);
    }

    /** The score without its source. */
    public Finding finding() {
        return new Finding(acquisition, sheet, time, earlier);
    }

    /**
     * Creates the reference to a result object in the source's study.
     *
     * @param form distinguishes objects of one kind
     */
    public InstanceRef ref(ResultForm form) {
        return provenance().ref(form);
    }

    /** The same reference in the series of a frame of reference. */
    public InstanceRef inFrame(InstanceRef ref, ResultForm form, String frameOfReferenceUid) {
        return new InstanceRef(
                ref.studyUid(),
                uids.series(form.kind(), frameOfReferenceUid),
                ref.sopClassUid(),
                ref.sopInstanceUid());
    }

    /**
     * The reference to an object of the heatmap's values; another kind of map is another object.
     */
    public InstanceRef heatRef(ResultForm form) {
        HeatKind kind = sheet.heatKind();
        return kind == HeatKind.ACTIVATION
                ? ref(form)
                : ref(new ResultForm(form.kind(), form.name() + "_" + kind, form.sopClassUid()));
    }

    /** A copy that keeps only some objects of the earlier results. */
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
