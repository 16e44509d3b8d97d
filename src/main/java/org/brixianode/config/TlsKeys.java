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
     * The stores of a server or of a client that always has a key; empty unless {@code enabled}.
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
                                password(tls, "key-store-password"),
                                tls.path("trust-store", home),
                                password(tls, "trust-store-password"),
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
        if (tls.has(key) && tls.optionalText(key).isPresent()) {
            return Optional.of(new StoreFile(tls.path(key, home), password(tls, key + PASSWORD)));
        }
        if (!password(tls, key + PASSWORD).isEmpty()) {
            tls.refuse(key + PASSWORD, "would have no effect without " + tls.name(key));
        }
        return Optional.empty();
    }

    /** A PEM file needs none. */
    private static String password(Settings tls, String key) {
        return tls.has(key) ? tls.text(key) : "";
    }

    private TlsKeys() {}
}
