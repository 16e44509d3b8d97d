package org.brixianode.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.brixianode.ops.audit.AuditConfig;
import org.brixianode.ops.audit.SyslogConfig;

/** Maps the keys below {@code audit}. */
final class AuditKeys {

    /**
     * @param home the folder to which relative paths are relative
     */
    static Optional<AuditConfig> read(Settings root, Path home) {
        Settings audit = root.in("audit");
        Optional<SyslogConfig> syslog = syslog(audit.in("syslog"), home);
        return audit.made(
                "audit",
                () ->
                        new AuditConfig(
                                audit.time("keep"),
                                audit.bytes("file-size"),
                                audit.bytes("total-size"),
                                audit.text("source-id"),
                                audit.text("site"),
                                audit.flag("patient-ids"),
                                syslog));
    }

    private static Optional<SyslogConfig> syslog(Settings syslog, Path home) {
        long spoolBytes = syslog.bytes("spool-size");
        Duration spoolAge = syslog.time("spool-age");
        if (!syslog.flag("enabled")) {
            return Optional.empty();
        }
        SyslogConfig.Transport transport = syslog.choice("transport", SyslogConfig.Transport.class);
        if (transport != SyslogConfig.Transport.TLS) {
            refuseStore(syslog, "key-store");
            refuseStore(syslog, "trust-store");
        }
        return syslog.made(
                "audit.syslog",
                () ->
                        new SyslogConfig(
                                transport,
                                syslog.text("host"),
                                syslog.port("port"),
                                spoolBytes,
                                spoolAge,
                                store(syslog, "key-store", home),
                                store(syslog, "trust-store", home)));
    }

    /** Whoever names a store expects TLS. */
    private static void refuseStore(Settings syslog, String key) {
        if (syslog.optionalText(key).isPresent()) {
            syslog.refuse(key, "would have no effect: only transport = tls is encrypted");
        }
    }

    /** Empty if no file is named. */
    private static Optional<SyslogConfig.Store> store(Settings syslog, String key, Path home) {
        return syslog.optionalText(key)
                .map(
                        named ->
                                new SyslogConfig.Store(
                                        syslog.path(key, home), syslog.text(key + "-password")));
    }

    private AuditKeys() {}
}
