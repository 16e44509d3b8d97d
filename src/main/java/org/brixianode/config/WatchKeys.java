package org.brixianode.config;

import java.nio.file.Path;
import java.util.Optional;
import org.brixianode.watch.WatchConfig;

/** Maps the keys below {@code watch}. */
final class WatchKeys {

    /**
     * @param home the folder to which relative paths are relative
     */
    static Optional<WatchConfig> read(Settings root, Path home) {
        Settings watch = root.in("watch");
        return watch.made("watch", () -> new WatchConfig(watch.time("interval")));
    }

    private WatchKeys() {}
}
