package org.brixianode.queue;

import java.sql.SQLException;
import org.brixianode.study.Job;

/** Refusals of what a state does not allow. */
final class Transitions {

    private static final int MAX_REASON = 2000;

    /**
     * @param touched how many rows the guarded change found
     * @param deed what was asked for, as in "be completed"
     * @param allowed what a job has to be for it
     */
    static void requireJob(int touched, Sql sql, long id, String deed, String allowed)
            throws SQLException {
        if (touched == 0) {
            String state =
                    JobRows.byId(sql, id)
                            .map(Job::state)
                            .map(Enum::name)
                            .orElseThrow(() -> none("job", id));
            throw new IllegalTransitionException(
                    "job %d cannot %s: it is %s, not %s".formatted(id, deed, state, allowed));
        }
    }

    /** As {@link #requireJob}, for a delivery. */
    static void requireDelivery(int touched, Sql sql, long id, String deed, String allowed)
            throws SQLException {
        if (touched == 0) {
            String state =
                    sql.first(
                                    row -> row.getString(1),
                                    "SELECT state FROM delivery WHERE id = ?",
                                    id)
                            .orElseThrow(() -> none("delivery", id));
            throw new IllegalTransitionException(
                    "delivery %d cannot %s: it is %s, not %s".formatted(id, deed, state, allowed));
        }
    }

    /** Cuts a text to what the tables hold. */
    static String clip(String reason) {
        return reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON - 1) + "…";
    }

    private static IllegalTransitionException none(String what, long id) {
        return new IllegalTransitionException("there is no %s %d".formatted(what, id));
    }

    private Transitions() {}
}
