package org.brixianode.queue;

import java.sql.SQLException;
import org.brixianode.study.Job;

/** Checks whether a state allowed a change. */
final class Transitions {

    private static final int MAX_REASON = 2000;

    /**
     * @param updatedRows number of rows that the conditional update changed
     * @param action the requested change, as in "be completed"
     * @param allowed the states in which it is allowed
     */
    static void requireJob(int updatedRows, Sql sql, long id, String action, String allowed)
            throws SQLException {
        if (updatedRows == 0) {
            String state =
                    JobRows.byId(sql, id)
                            .map(Job::state)
                            .map(Enum::name)
                            .orElseThrow(() -> none("job", id));
            throw new IllegalTransitionException(
                    "job %d cannot %s: it is %s, not %s".formatted(id, action, state, allowed));
        }
    }

    /** Like {@link #requireJob}, for a delivery. */
    static void requireDelivery(int updatedRows, Sql sql, long id, String action, String allowed)
            throws SQLException {
        if (updatedRows == 0) {
            String state =
                    sql.first(
                                    row -> row.getString(1),
                                    "SELECT state FROM delivery WHERE id = ?",
                                    id)
                            .orElseThrow(() -> none("delivery", id));
            throw new IllegalTransitionException(
                    "delivery %d cannot %s: it is %s, not %s"
                            .formatted(id, action, state, allowed));
        }
    }

    /** Truncates a text to the length of the tables' column. */
    static String clip(String reason) {
        return reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON - 1) + "…";
    }

    private static IllegalTransitionException none(String what, long id) {
        return new IllegalTransitionException("there is no %s %d".formatted(what, id));
    }

    private Transitions() {}
}
