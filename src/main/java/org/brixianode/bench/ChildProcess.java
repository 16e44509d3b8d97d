package org.brixianode.bench;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The end of a process that was started here. */
final class ChildProcess {

    /** Asks it to end, and ends it by force after the time or when this thread is interrupted. */
    static void end(Process process, Duration atMost) {
        process.destroy();
        try {
            if (!process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private ChildProcess() {}
}
