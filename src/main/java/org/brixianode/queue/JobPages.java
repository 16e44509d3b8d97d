package org.brixianode.queue;

import java.sql.SQLException;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.study.StageException;

/** Lists jobs page by page. */
public final class JobPages {

    private static final String OF_FACT =
            "id IN (SELECT f.job_id FROM job_fact f JOIN job j ON j.id = f.job_id"
                    + " AND j.content_digest = f.content_digest WHERE f.%s = ?)";

    private static final String OF_UID =
            "id IN (SELECT id FROM job WHERE study_uid = ?"
                    + " UNION SELECT id FROM job WHERE sop_instance_uid = ?"
                    + " UNION SELECT job_id FROM result_object WHERE sop_instance_uid = ?"
                    + " UNION SELECT job_id FROM delivery WHERE sop_instance_uid = ?)";

    /** A condition with its parameters. */
    static final class Where {
        private final List<String> conditions = new ArrayList<>();
        private final List<Object> parameters = new ArrayList<>();
        private boolean isOfOneState;

        void add(String condition, Object... values) {
            conditions.add(condition);
            parameters.addAll(List.of(values));
        }

        /** The state changes nothing in a list of one, but shows H2 which index to use. */
        private String orderBy(JobOrder order) {
            return isOfOneState
                    ? order.orderBy.replace("ORDER BY ", "ORDER BY state, ")
                    : order.orderBy;
        }

        /** The query, whose last parameter is the greatest number of jobs. */
        String query(JobOrder order) {
            String where = conditions.isEmpty() ? "" : "WHERE " + String.join(" AND ", conditions);
            return JobRows.SELECT + where + orderBy(order) + " FETCH FIRST ? ROWS ONLY";
        }

        Object[] parameters(int limit) {
            List<Object> all = new ArrayList<>(parameters);
            all.add(limit);
            return all.toArray();
        }

        List<Job> list(Sql sql, JobOrder order, int limit) throws SQLException {
            return sql.list(JobRows::read, query(order), parameters(limit));
        }
    }

    private final QueueDatabase database;

    public JobPages(QueueDatabase database) {
        this.database = database;
    }

    /**
     * @param after the last job of the previous page
     */
    public List<Job> list(JobFilter filter, JobOrder order, Optional<JobCursor> after, int limit)
            throws StageException {
        return database.run("list jobs", sql -> list(sql, filter, order, after, limit));
    }

    /** Each state is read with an index of its own, which is in the wanted order. */
    private static List<Job> list(
            Sql sql, JobFilter filter, JobOrder order, Optional<JobCursor> after, int limit)
            throws SQLException {
        boolean all = filter.states().isEmpty();
        if (all || filter.isSelective()) {
            return where(filter, order, after, filter.states()).list(sql, order, limit);
        }
        List<Job> found = new ArrayList<>();
        for (JobState state : filter.states()) {
            found.addAll(where(filter, order, after, EnumSet.of(state)).list(sql, order, limit));
        }
        return found.stream().sorted(order.comparator()).limit(limit).toList();
    }

    static Where where(
            JobFilter filter, JobOrder order, Optional<JobCursor> after, Set<JobState> states) {
        Where where = new Where();
        if (states.size() == 1) {
            where.add("state = ?", states.iterator().next());
            where.isOfOneState = true;
            // Without a bound H2 takes the index of the foreign key, which has the state alone.
            where.add("received_at < ?", Leases.FOREVER);
        } else if (!states.isEmpty()) {
            where.add("state IN (%s)".formatted(JobRows.names(states)));
        }
        filter.uid().ifPresent(uid -> where.add(OF_UID, uid, uid, uid, uid));
        filter.patient().ifPresent(id -> where.add(OF_FACT.formatted("patient_id"), id));
        filter.accession()
                .ifPresent(number -> where.add(OF_FACT.formatted("accession_number"), number));
        filter.studyDate()
                .map(date -> date.format(DateTimeFormatter.BASIC_ISO_DATE))
                .ifPresent(date -> where.add(OF_FACT.formatted("study_date"), date));
        filter.from().ifPresent(from -> where.add("received_at >= ?", from));
        filter.until().ifPresent(until -> where.add("received_at < ?", until));
        after.ifPresent(
                last -> where.add(order.follows, last.receivedAt(), last.receivedAt(), last.id()));
        return where;
    }
}
