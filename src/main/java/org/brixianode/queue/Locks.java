package org.brixianode.queue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Row locks that never wait. */
final class Locks {

    /**
     * How many candidates to look at beyond those wanted, so that a caller finds some of its own
     * while others are taking the first ones.
     */
    static final int SPARE_CANDIDATES = 32;

    /**
     * Locks up to {@code max} of the candidates, in their order, until the transaction ends; passes
     * over those that another transaction holds or that no longer fulfil the condition.
     *
     * @param parameters of the condition
     *     <p>One by one, because H2 locks every row that a SELECT looks at before it sorts and
     *     cuts.
     */
    static List<Long> take(
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
