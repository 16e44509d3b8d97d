package org.brixianode.pipeline;

import java.util.Optional;
import org.brixianode.report.sr.SrForm;
import org.brixianode.study.AeTitle;

/**
 * A way for results.
 *
 * @param destination name of the destination
 * @param form the kind of Structured Report that it wants
 * @param onlyCaller where present, only results of images that this AE title sent
 */
public record Route(String destination, SrForm form, Optional<AeTitle> onlyCaller) {

    /** Whether results of images that this AE title sent go this way. */
    public boolean takesResultsOf(AeTitle caller) {
        return onlyCaller.map(caller::equals).orElse(true);
    }
}
