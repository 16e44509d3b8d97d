package org.brixianode.report.module;

import org.brixianode.dicom.DerivedUid;
import org.brixianode.dicom.NodeIdentity;
import org.brixianode.study.ModelIdentity;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.ResultForm;
import org.brixianode.study.ResultKind;
import org.brixianode.study.ScoringRun;

/**
 * The UIDs of result objects. They are derived from the scored image and its content, the model
 * with all of its files, and the scoring run, so that a repeated attempt, after a crash or on
 * another node, gives the same UIDs and a new run gives others.
 *
 * @param source the scored image
 * @param model the model that scored it
 * @param run the scoring run of the image
 */
public record ResultUids(ReceivedInstance source, ModelIdentity model, ScoringRun run) {

    private static final String ANY_NODE = "node";

    /**
     * The study's series of one kind. General Equipment, with the model and the node's release,
     * must be the same for all objects of a series (PS3.3 C.7.5.1). Results of a command do not
     * share a series with those of a node.
     */
    public String series(ResultKind kind) {
        return DerivedUid.of(
                "series",
                source.ref().studyUid(),
                model.id(),
                model.digest(),
                NodeIdentity.release(),
                run.isNodes() ? ANY_NODE : run.name(),
                kind.name());
    }

    /**
     * The study's series of one kind in one frame of reference, of which a series has only one
     * (PS3.3 C.7.4.1.1.1).
     */
    public String series(ResultKind kind, String frameOfReferenceUid) {
        return DerivedUid.of("series", series(kind), frameOfReferenceUid);
    }

    /** One object of a form of which each destination has its own. */
    public String instance(ResultForm form, String destination) {
        return DerivedUid.of("instance", instance(form), destination);
    }

    /**
     * One result object.
     *
     * @param form distinguishes objects of one kind
     */
    public String instance(ResultForm form) {
        return DerivedUid.of(
                "instance",
                source.ref().sopInstanceUid(),
                source.contentDigest(),
                model.id(),
                model.digest(),
                run.name(),
                form.kind().name() + "/" + form.name());
    }
}
