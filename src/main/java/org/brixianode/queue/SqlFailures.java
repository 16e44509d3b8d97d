package org.brixianode.queue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.brixianode.study.FailureReason;
import org.brixianode.study.StageException;

/** Translates SQL exceptions into stage failures. */
final class SqlFailures {

    /** H2: the file is locked by another process. */
    private static final int H2_IN_USE = 90020;

    /** H2: the file does not exist and may not be created. */
    private static final int H2_NOT_FOUND = 90146;

    /** H2: the file is not a database or is damaged. */
    private static final Set<Integer> H2_DAMAGED = Set.of(90030, 90048);

    private static final String WRONG_USER = "28";

    /** PostgreSQL: the connection was not made. */
    private static final String NO_CONNECTION = "08";

    /** PostgreSQL: the server has no database of this name. */
    private static final String NO_DATABASE = "3D000";

    private static final String UNIQUE = "23505";

    /** Conflict with another transaction: serialisation failure, deadlock, duplicate key. */
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01", "90131", UNIQUE);

    /** The values do not fit the schema, which is a permanent failure. */
    private static final Set<String> DATA = Set.of("22", "23");

    /** The exception that H2 throws if another process has locked the file. */
    static SQLException inUse(Path database) {
        return new SQLException(database + " is open in this process", "90020", H2_IN_USE);
    }

    static boolean isInUse(SQLException e) {
        return e.getErrorCode() == H2_IN_USE;
    }

    static boolean isWrongUser(SQLException e) {
        return WRONG_USER.equals(stateClass(e));
    }

    static boolean isConflict(SQLException e) {
        return CONFLICTS.contains(state(e));
    }

    /** A statement failed. */
    static StageException during(String what, SQLException e) {
        FailureReason reason =
                DATA.contains(stateClass(e)) ? FailureReason.PARK : FailureReason.RETRY;
        return new StageException(reason, "database: " + what + " failed: " + cause(e), e);
    }

    /** Why the server gives no connection, where the pool only says that it has none. */
    private static String cause(SQLException e) {
        return e instanceof SQLTransientConnectionException
                        && e.getCause() instanceof SQLException server
                ? "no connection. " + firstLine(server)
                : firstLine(e);
    }

    /** The database did not open. */
    static StageException opening(QueueConfig config, SQLException e) {
        FailureReason reason = isInUse(e) ? FailureReason.RETRY : FailureReason.PARK;
        return new StageException(
                reason,
                "cannot open the database %s: %s"
                        .formatted(withoutOptions(config.url()), advice(e)),
                e);
    }

    /** Options of a URL may be a password. */
    private static String withoutOptions(String url) {
        return url.split("[?;]", 2)[0];
    }

    private static String advice(SQLException e) {
        if (isInUse(e)) {
            return "it is already open, in another process or in this one. Stop the other process, or configure another file";
        }
        if (e.getErrorCode() == H2_NOT_FOUND) {
            return "there is no such file. Check the path, or start the node once";
        }
        if (H2_DAMAGED.contains(e.getErrorCode())) {
            return "the file is damaged. Put a backup in its place, or move it away; the node then"
                    + " starts with an empty one and the spool keeps the images. "
                    + firstLine(e);
        }
        if (isWrongUser(e)) {
            return "user or password are not those of the database";
        }
        if (NO_CONNECTION.equals(stateClass(e))) {
            return "no server answers there. Check the address, and whether PostgreSQL runs. "
                    + firstLine(e);
        }
        if (NO_DATABASE.equals(state(e))) {
            return "the server has no such database. Create it: createdb --owner USER NAME";
        }
        return firstLine(e);
    }

    /** The first line of the message; H2 appends the statement. */
    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }

    private static String stateClass(SQLException e) {
        String state = state(e);
        return state.substring(0, Math.min(2, state.length()));
    }

    private SqlFailures() {}
}
