package org.brixianode.report.module;

import org.brixianode.dicom.DerivedUid;
import org.brixianode.study.ModelIdentity;
import org.brixianode.study.OutgoingObject;

/**
 * The result objects' UIDs. They follow from the scored image and the model, so that a repeated
 * attempt, after a crash or on another node, names the same objects.
 *
 * @param sourceSopInstanceUid the scored image
 * @param model who scored it
 */
public record ResultUids(String sourceSopInstanceUid, ModelIdentity model) {

    /** Series of the results of one kind for the image. */
    public String series(OutgoingObject.Kind kind) {
        return derive("series", kind.name());
    }

    /**
     * One result object.
     *
     * @param form tells objects of one kind apart
     */
    public String instance(OutgoingObject.Kind kind, String form) {
        return derive("instance", kind.name() + "/" + form);
    }

    private String derive(String what, String kind) {
        return DerivedUid.of(what, sourceSopInstanceUid, model.id(), model.digest(), kind);
    }
}
