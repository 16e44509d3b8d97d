package org.brixianode.report.module;

import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.study.InstanceRef;

/** The beginning and the end of every result object. */
public final class ResultDataset {

    /**
     * All modules but the content.
     *
     * @param ref the object's own name
     */
    public static Attributes begin(Result result, SeriesHead series, InstanceRef ref) {
        Attributes target = new Attributes();
        CopiedModules.write(result.source(), target);
        OwnModules.write(result, series, ref, target);
        return target;
    }

    /** Declares the private coding scheme, for objects that use it. */
    public static void declarePrivateCodes(Attributes target) {
        OwnModules.privateCodingScheme(target);
    }

    /** To be called when all content is there. */
    public static Attributes finish(Attributes target) {
        ValidDataset.mend(target);
        CharacterSets.settle(target);
        return target;
    }

    private ResultDataset() {}
}
