package org.brixianode.report.module;

import org.brixianode.dicom.DerivedUid;
import org.brixianode.dicom.NodeIdentity;
import org.brixianode.study.ModelIdentity;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.ResultForm;
import org.brixianode.study.ResultKind;
import org.brixianode.study.ScoringRun;

/**
 * The result objects' UIDs. A UID names one content: it follows from the scored image and its
 * content, the model with all of its files, and the scoring run, so that a repeated attempt, after
 * a crash or on another node, names the same objects and another scoring others.
 *
 * @param source the scored image
 * @param model who scored it
 * @param run which scoring of the image
 */
public record ResultUids(ReceivedInstance source, ModelIdentity model, ScoringRun run) {

    private static final String ANY_NODE = "node";

    /**
     * The study's series of one kind. What belongs to the series, General Equipment with the model
     * and the node's release, is one for all of its objects (PS3.3 C.7.5.1). A command's results
     * are not a node's and share no series with them.
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
     * One result object.
     *
     * @param form tells objects of one kind apart
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
