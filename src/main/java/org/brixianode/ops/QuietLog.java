package org.brixianode.ops;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** For work of which the node's own packages log warnings and errors only. */
public final class QuietLog {

    /** Does the work; the level of the log is as before afterwards. */
    public static <T> T during(Callable<T> work) throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(LogFile.NODE);
        @Nullable Level before = logger.getLevel();
        logger.setLevel(Level.WARN);
        try {
            return work.call();
        } finally {
            logger.setLevel(before);
        }
    }

    private QuietLog() {}
}
