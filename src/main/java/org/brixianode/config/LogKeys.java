package org.brixianode.config;

import java.util.Optional;
import org.brixianode.ops.LogConfig;

/** Maps the keys below {@code log}. */
final class LogKeys {

    static Optional<LogConfig> read(Settings root) {
        Settings log = root.in("log");
        return log.made(
                "log",
                () ->
                        new LogConfig(
                                log.flag("file"),
                                log.choice("level", LogConfig.Level.class),
                                log.time("keep"),
                                log.bytes("file-size"),
                                log.bytes("total-size")));
    }

    private LogKeys() {}
}
