package org.brixianode.queue;

import java.util.Comparator;
import org.brixianode.study.Job;

/** Order of a list of jobs by their reception. */
public enum JobOrder {
    LAST_FIRST("DESC", "<"),
    OLDEST_FIRST("ASC", ">");

    private static final Comparator<Job> BY_RECEPTION =
            Comparator.comparing((Job job) -> job.instance().receivedAt()).thenComparing(Job::id);

    /** ORDER BY clause. */
    final String orderBy;

    /** Condition of what follows a cursor, with the instant twice and the id as parameters. */
    final String follows;

    JobOrder(String direction, String follows) {
        this.orderBy = " ORDER BY received_at %1$s, id %1$s".formatted(direction);
        this.follows =
                "received_at %1$s= ? AND (received_at %1$s ? OR id %1$s ?)".formatted(follows);
    }

    Comparator<Job> comparator() {
        return this == LAST_FIRST ? BY_RECEPTION.reversed() : BY_RECEPTION;
    }
}
