package org.brixianode.queue;

import java.sql.Connection;
import java.sql.SQLException;
import org.brixianode.study.StageException;
import org.h2.api.Trigger;

/** Lets a test make the embedded database refuse what a full disk would. */
public final class BrokenTables {

    /** Refuses the end of a job as a full disk does: another attempt may succeed. */
    public static final class DiskFull implements Trigger {

        private int stateColumn;
        private int reasonColumn;

        @Override
        public void init(
                Connection connection,
                String schema,
                String trigger,
                String table,
                boolean before,
                int type)
                throws SQLException {
            stateColumn = column(connection, "STATE");
            reasonColumn = column(connection, "REASON");
        }

        private static int column(Connection connection, String name) throws SQLException {
            try (var columns = connection.getMetaData().getColumns(null, null, "JOB", name)) {
                columns.next();
                return columns.getInt("ORDINAL_POSITION") - 1;
            }
        }

        @Override
        public void fire(Connection connection, Object[] oldRow, Object[] newRow)
                throws SQLException {
            String state = (String) newRow[stateColumn];
            boolean open = state.equals("WAITING") || state.equals("RUNNING");
            if (!open || newRow[reasonColumn] != null) {
                throw new SQLException("no space left on device", "53100");
            }
        }
    }

    /** No job can be ended or parked, nor put back with a reason; claims go on. */
    public static void refuseEnds(QueueDatabase database) throws StageException {
        run(
                database,
                "CREATE TRIGGER broken BEFORE UPDATE ON job FOR EACH ROW CALL '%s'"
                        .formatted(DiskFull.class.getName()));
    }

    public static void mend(QueueDatabase database) throws StageException {
        run(database, "DROP TRIGGER broken");
    }

    private static void run(QueueDatabase database, String statement) throws StageException {
        database.change("alter", sql -> sql.update(statement));
    }

    private BrokenTables() {}
}
