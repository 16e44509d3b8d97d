package org.brixianode.queue;

import org.brixianode.study.StageException;

/** Lets a test make the database refuse what a failing disk would. */
public final class BrokenTables {

    /** No job can be ended, put back or parked; claims go on. */
    public static void refuseEnds(QueueDatabase database) throws StageException {
        alter(
                database,
                "ADD CONSTRAINT broken CHECK (state IN ('WAITING', 'RUNNING') AND reason IS NULL)"
                        + " NOCHECK");
    }

    public static void mend(QueueDatabase database) throws StageException {
        alter(database, "DROP CONSTRAINT broken");
    }

    private static void alter(QueueDatabase database, String change) throws StageException {
        database.run(
                "alter",
                sql -> {
                    sql.update("ALTER TABLE job " + change);
                    return null;
                });
    }

    private BrokenTables() {}
}
