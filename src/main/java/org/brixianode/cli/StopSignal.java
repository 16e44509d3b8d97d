package org.brixianode.cli;

import java.util.concurrent.CountDownLatch;

/**
 * SIGTERM or Ctrl-C as an ordered end with an exit code of its own. The JVM would end with 128 plus
 * the signal's number, as after a failure, whatever has been closed by then.
 */
final class StopSignal {

    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::endInOrder, "stop");
    private volatile ExitCode outcome = ExitCode.FAILED;

    private StopSignal() {}

    static StopSignal watch() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    /** Returns when the process has been told to end. */
    void await() throws InterruptedException {
        told.await();
    }

    /** Everything is closed: after a signal the process ends now, with this code. */
    void end(ExitCode code) {
        outcome = code;
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException expected) {
            // The process is ending: the hook runs.
        }
    }

    private void endInOrder() {
        told.countDown();
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.out.flush();
        System.err.flush();
        // The only way to an exit code while the JVM ends; other hooks have nothing left to close.
        Runtime.getRuntime().halt(outcome.code());
    }
}
