package org.brixianode.config;

import java.nio.file.Path;
import java.util.Optional;
import org.brixianode.dicom.TlsConfig;
import org.brixianode.send.DestinationStores;
import org.brixianode.study.StoreFile;

/** Maps the keys below {@code tls}. */
final class TlsKeys {

    private static final String ENABLED = "enabled";
    private static final String PASSWORD = "-password";

    /**
     * The stores of a server or of a client that always has a key; empty unless {@code enabled}. A
     * PEM file needs no password.
     *
     * @param home the folder to which relative paths are relative
     */
    static Optional<TlsConfig> read(Settings tls, Path home, boolean needClientAuth) {
        if (!isEnabled(tls)) {
            return Optional.empty();
        }
        return tls.made(
                tls.name(ENABLED),
                () ->
                        new TlsConfig(
                                tls.path("key-store", home),
                                tls.textIfPresent("key-store-password").orElse(""),
                                tls.path("trust-store", home),
                                tls.textIfPresent("trust-store-password").orElse(""),
                                needClientAuth));
    }

    /**
     * Whether TLS is on. A block without the key is refused: its stores would be ignored, and
     * patient data would cross the network in clear text.
     */
    static boolean isEnabled(Settings tls) {
        if (tls.has(ENABLED)) {
            return tls.flag(ENABLED);
        }
        tls.refuse(
                ENABLED, "is missing: set it to true, or to false for a connection in clear text");
        return false;
    }

    /** The stores of a client, each of which may be absent or empty. */
    static DestinationStores stores(Settings tls, Path home) {
        return new DestinationStores(
                store(tls, home, "key-store"), store(tls, home, "trust-store"));
    }

    private static Optional<StoreFile> store(Settings tls, Path home, String key) {
        Optional<String> password = tls.textIfPresent(key + PASSWORD);
        if (tls.textIfPresent(key).isPresent()) {
            return Optional.of(new StoreFile(tls.path(key, home), password.orElse("")));
        }
        if (password.isPresent()) {
            tls.refuseWithout(key + PASSWORD, key);
        }
        return Optional.empty();
    }

    private TlsKeys() {}
}
