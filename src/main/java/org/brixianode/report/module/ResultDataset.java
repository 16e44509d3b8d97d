package org.brixianode.report.module;

import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.study.InstanceRef;

/** Begins and completes the data set of every result object. */
public final class ResultDataset {

    /**
     * Creates a data set with all modules except the content.
     *
     * @param ref the object's UIDs
     */
    public static Attributes begin(Result result, SeriesHead series, InstanceRef ref) {
        return begin(result.provenance(), series, ref);
    }

    /** The same for an object without a score. */
    public static Attributes begin(Provenance from, SeriesHead series, InstanceRef ref) {
        Attributes target = new Attributes();
        CopiedModules.write(from.source(), target);
        OwnModules.write(from, series, ref, target);
        return target;
    }

    /** Completes the data set; called after all content has been added. */
    public static Attributes finish(Attributes target) {
        ValidDataset.mend(target);
        TrialModules.complete(target);
        OwnModules.declarePrivateCodes(target);
        CharacterSets.settle(target);
        return target;
    }

    private ResultDataset() {}
}
