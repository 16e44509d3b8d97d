package org.brixianode.report;

import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.report.module.Rejection;
import org.brixianode.study.ResultForm;

/**
 * Composes objects that tell a destination to reject earlier results. Stateless and thread-safe:
 * the same input gives the same data set.
 */
public interface RejectionWriter {

    /** The form that it composes, of the kind {@code ResultKind.REJECTION_NOTE}. */
    ResultForm form();

    /** Series Number (0020,0011) of its objects if the configuration has none, above 0. */
    int seriesNumber();

    /**
     * Composes the data set, which is stored as Explicit VR Little Endian.
     *
     * @param seriesNumber (0020,0011)
     * @return of the form's SOP class, in the study of the rejected results
     */
    Attributes dataset(Rejection rejection, int seriesNumber);
}
