package org.brixianode.report;

import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.report.module.Refusal;
import org.brixianode.study.ResultForm;

/**
 * Composes objects that say why an image has no score. Stateless and thread-safe: the same input
 * gives the same data set.
 */
public interface RefusalWriter {

    /** The form that it composes, of a kind that no {@link ResultWriter} composes. */
    ResultForm form();

    /**
     * The configuration key that selects among several forms; a result's, if a destination that
     * chooses a form of that result is to get the same form of these objects.
     */
    default String shortName() {
        return form().kind().label();
    }

    /** Series Number (0020,0011) of its objects if the configuration has none, above 0. */
    int seriesNumber();

    /**
     * Composes the data set, which is stored as Explicit VR Little Endian.
     *
     * @param seriesNumber (0020,0011)
     * @return of the form's SOP class, in the source's study
     */
    Attributes dataset(Refusal refusal, int seriesNumber);
}
