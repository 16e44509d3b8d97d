package org.brixianode.report;

import java.util.Set;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.report.module.Result;
import org.brixianode.study.ResultForm;

/**
 * Composes result objects of one kind in one form. Stateless and thread-safe: the same input gives
 * the same data set.
 */
public interface ResultWriter {

    /** The form that it composes. */
    ResultForm form();

    /** The encoding of its objects on the disk. */
    Media media();

    /** What it requires besides the source's header and the zone scores. */
    Set<Need> needs();

    /** Series Number (0020,0011) of its objects if the configuration has none, above 0. */
    int seriesNumber();

    /**
     * A short name of the kind, for file names and for the configuration key that selects among
     * several forms.
     */
    default String shortName() {
        return form().kind().label();
    }

    /**
     * Whether a score gives an object of this form. A destination of the form gets none where it
     * does not.
     */
    default boolean appliesTo(Result result, ReportConfig config) {
        return true;
    }

    /**
     * Composes the data set of a score to which the writer applies.
     *
     * @return of the form's SOP class, in the source's study
     */
    Attributes dataset(ResultInput input);
}
