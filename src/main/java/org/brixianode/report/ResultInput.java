package org.brixianode.report;

import java.util.Optional;
import java.util.Set;
import org.brixianode.report.module.Result;
import org.brixianode.study.Radiograph;
import org.brixianode.study.ResultForm;

/**
 * What a writer composes an object from.
 *
 * @param result the score and all that its objects say about where it comes from
 * @param receivers names of the destinations that get the object; empty where it is only kept
 * @param radiograph what was scored; present for writers that need it
 * @param seriesNumber (0020,0011)
 * @param config how result objects look
 */
public record ResultInput(
        Result result,
        Set<String> receivers,
        Optional<Radiograph> radiograph,
        int seriesNumber,
        ReportConfig config) {

    /** Keeps its own copy. */
    public ResultInput {
        receivers = Set.copyOf(receivers);
    }

    /**
     * The result with those objects of earlier results that an object of a form may refer to: they
     * have the same form, and each of the receivers was given them.
     */
    public Result resultFor(ResultForm form) {
        return result.referringTo(
                earlier ->
                        earlier.ref().sopClassUid().equals(form.sopClassUid())
                                && earlier.isKnownTo(receivers));
    }
}
