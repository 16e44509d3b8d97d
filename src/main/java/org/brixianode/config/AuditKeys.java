package org.brixianode.config;

import java.nio.file.Path;
import java.util.Optional;
import org.brixianode.ops.audit.AuditConfig;

/** Maps the keys below {@code audit}. */
final class AuditKeys {

    /**
     * @param home the folder to which relative paths are relative
     */
    static Optional<AuditConfig> read(Settings root, Path home) {
        Settings audit = root.in("audit");
        return audit.made("audit", () -> new AuditConfig(audit.time("keep")));
    }

    private AuditKeys() {}
}
