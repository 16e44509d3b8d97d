package org.brixianode.queue;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Group commit: threads share syncs of the database file. A thread that calls while a sync runs
 * waits for the next one, which serves all threads that have called by then.
 *
 * <p>A failed sync is final: the operating system may discard data that it could not write and
 * report success the next time.
 */
final class GroupSync {

    /** Makes everything durable that was committed before its start. */
    @FunctionalInterface
    interface Sync {
        void run(Connection connection) throws SQLException;
    }

    private static final long SERVED = -1;

    private final Sync sync;
    private long requested;
    private long served;
    private boolean running;
    private @Nullable Throwable failure;

    GroupSync(Sync sync) {
        this.sync = sync;
    }

    /**
     * Returns when everything that was committed before the call is durable.
     *
     * @param connection the caller's connection, used if the caller runs the sync
     * @throws SQLException if this or an earlier sync has failed
     */
    void await(Connection connection) throws SQLException {
        long upTo = leadOrWait();
        if (upTo == SERVED) {
            return;
        }
        @Nullable Throwable syncFailure = new IllegalStateException("the sync did not return");
        try {
            sync.run(connection);
            syncFailure = null;
        } catch (SQLException | RuntimeException e) {
            syncFailure = e;
        } finally {
            finish(upTo, syncFailure);
        }
        refuseAfterFailure();
    }

    /**
     * The number of the last caller that this caller's sync serves, or {@link #SERVED} if another
     * has served it.
     */
    private synchronized long leadOrWait() throws SQLException {
        long mine = ++requested;
        boolean interrupted = false;
        while (running && served < mine) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (served >= mine) {
            return SERVED;
        }
        refuseAfterFailure();
        running = true;
        return requested;
    }

    private synchronized void finish(long upTo, @Nullable Throwable syncFailure) {
        running = false;
        if (syncFailure == null) {
            served = upTo;
        } else {
            failure = syncFailure;
        }
        notifyAll();
    }

    synchronized boolean hasFailed() {
        return failure != null;
    }

    private synchronized void refuseAfterFailure() throws SQLException {
        if (failure != null) {
            throw new SQLException(
                    "the database file could not be synced to the disk; nothing is accepted until"
                            + " the node has been restarted on a sound disk",
                    failure);
        }
    }
}
