package org.brixianode.report;

import java.util.Set;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.study.ResultForm;

/**
 * Composes result objects of one kind in one form. Stateless and thread-safe: the same input gives
 * the same data set.
 */
public interface ResultWriter {

    /** What it composes. */
    ResultForm form();

    /** How its objects lie on the disk. */
    Media media();

    /** What it reads besides the source's header and the zones' scores. */
    Set<Need> needs();

    /** Series Number (0020,0011) of its objects where the configuration has none, above 0. */
    int seriesNumber();

    /**
     * A short name for files, and for the key of a destination that chooses among several forms of
     * the kind; the same for all of them.
     */
    default String shortName() {
        return form().kind().label();
    }

    /**
     * Composes the data set.
     *
     * @return of the form's SOP class, in the source's study
     */
    Attributes dataset(ResultInput input);
}
