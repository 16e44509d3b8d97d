package org.brixianode.report.module;

import java.util.Optional;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.ModelIdentity;
import org.brixianode.study.ResultForm;

/**
 * Of what, by which model and when an object was made: what the modules that all objects share are
 * composed from.
 *
 * @param source the image
 * @param model the model that looked at it
 * @param time when it did
 * @param uids UIDs of the objects
 * @param institution the configured institution, if any
 */
public record Provenance(
        SourceObject source,
        ModelIdentity model,
        ContentTime time,
        ResultUids uids,
        Optional<String> institution) {

    /** The reference to an object in the source's study. */
    public InstanceRef ref(ResultForm form) {
        return new InstanceRef(
                source.ref().studyUid(),
                uids.series(form.kind()),
                form.sopClassUid(),
                uids.instance(form));
    }

    /** The same to the object for one destination. */
    public InstanceRef ref(ResultForm form, String destination) {
        return new InstanceRef(
                source.ref().studyUid(),
                uids.series(form.kind()),
                form.sopClassUid(),
                uids.instance(form, destination));
    }
}
