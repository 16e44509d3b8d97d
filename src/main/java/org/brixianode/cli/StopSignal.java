package org.brixianode.cli;

import java.util.concurrent.CountDownLatch;

/**
 * Turns SIGTERM or Ctrl-C into an orderly shutdown with the command's exit code. Without it the JVM
 * would exit with 128 plus the signal number, as after a failure.
 */
final class StopSignal {

    private final CountDownLatch received = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::shutDown, "stop");
    private volatile ExitCode outcome = ExitCode.FAILED;

    private StopSignal() {}

    static StopSignal watch() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    /** Waits for the signal. */
    void await() throws InterruptedException {
        received.await();
    }

    /** Sets the exit code after everything is closed; after a signal the process ends now. */
    void end(ExitCode code) {
        outcome = code;
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException expected) {
            // The JVM is shutting down and the hook is running.
        }
    }

    private void shutDown() {
        received.countDown();
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.out.flush();
        System.err.flush();
        // During shutdown only halt sets the exit code; other hooks have nothing left to close.
        Runtime.getRuntime().halt(outcome.code());
    }
}
