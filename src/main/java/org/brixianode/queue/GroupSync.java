package org.brixianode.queue;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Shares one sync of the database file among all who wait for one: who comes while a sync runs
 * waits for the next, which serves everybody who has come by then.
 *
 * <p>A failed sync is final. The operating system may drop what it could not write and report
 * success the next time, so that a later success would prove nothing.
 */
final class GroupSync {

    /** Makes durable what is committed at its start. */
    @FunctionalInterface
    interface Sync {
        void run(Connection connection) throws SQLException;
    }

    private static final long SERVED = -1;

    private final Sync sync;
    private long asked;
    private long served;
    private boolean running;
    private @Nullable Throwable failure;

    GroupSync(Sync sync) {
        this.sync = sync;
    }

    /**
     * Returns when everything that was committed before the call is durable.
     *
     * @param connection the caller's, used if the sync falls to the caller
     * @throws SQLException if this sync failed, or one before
     */
    void await(Connection connection) throws SQLException {
        long upTo = leadOrWait();
        if (upTo == SERVED) {
            return;
        }
        @Nullable Throwable problem = new IllegalStateException("the sync did not return");
        try {
            sync.run(connection);
            problem = null;
        } catch (SQLException | RuntimeException e) {
            problem = e;
        } finally {
            finish(upTo, problem);
        }
        refuseAfterFailure();
    }

    /** The number of the last caller whom this one must serve, or {@link #SERVED}. */
    private synchronized long leadOrWait() throws SQLException {
        long mine = ++asked;
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
        return asked;
    }

    private synchronized void finish(long upTo, @Nullable Throwable problem) {
        running = false;
        if (problem == null) {
            served = upTo;
        } else {
            failure = problem;
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
