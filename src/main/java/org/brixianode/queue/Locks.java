package org.brixianode.queue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Row locks that are taken without waiting. */
final class Locks {

    /**
     * Number of additional candidates, so that concurrent callers that compete for the first rows
     * still find rows to claim.
     */
    static final int SPARE_CANDIDATES = 32;

    /**
     * Locks up to {@code max} of the candidates, in their order, until the transaction ends; skips
     * rows that another transaction has locked or that no longer satisfy the condition.
     *
     * <p>Locks the rows one by one, because H2 locks every row that a SELECT reads before sorting
     * and limiting.
     *
     * @param parameters parameters of the condition
     */
    static List<Long> lockAvailable(
            Sql sql,
            String table,
            String condition,
            List<Long> candidates,
            int max,
            Object... parameters)
            throws SQLException {
        String lock =
                "SELECT id FROM %s WHERE id = ? AND %s FOR UPDATE SKIP LOCKED"
                        .formatted(table, condition);
        List<Long> taken = new ArrayList<>();
        for (long id : candidates) {
            if (taken.size() == max) {
                break;
            }
            List<Object> values = new ArrayList<>(List.of((Object) id));
            values.addAll(List.of(parameters));
            taken.addAll(sql.list(row -> row.getLong(1), lock, values.toArray()));
        }
        return taken;
    }

    private Locks() {}
}
