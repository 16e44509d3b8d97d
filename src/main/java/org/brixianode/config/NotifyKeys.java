package org.brixianode.config;

import java.nio.file.Path;
import java.util.Optional;
import org.brixianode.ops.notify.NotifyConfig;

/** Maps the keys below {@code notify}. */
final class NotifyKeys {

    /**
     * @param home the folder to which relative paths are relative
     */
    static Optional<NotifyConfig> read(Settings root, Path home) {
        Settings notify = root.in("notify");
        return notify.made("notify", () -> new NotifyConfig(notify.time("interval")));
    }

    private NotifyKeys() {}
}
