package org.brixianode.config;

import java.nio.file.Path;
import java.util.Optional;
import org.brixianode.dicom.TlsConfig;
import org.brixianode.send.DestinationStores;
import org.brixianode.study.StoreFile;

/** Maps the keys below {@code tls}. */
final class TlsKeys {

    /**
     * The stores of a server or of a client that always has a key; empty unless {@code enabled}.
     *
     * @param home the folder to which relative paths are relative
     */
    static Optional<TlsConfig> read(Settings tls, Path home, boolean needClientAuth) {
        if (!tls.has("enabled") || !tls.flag("enabled")) {
            return Optional.empty();
        }
        return tls.made(
                tls.name("enabled"),
                () ->
                        new TlsConfig(
                                tls.path("key-store", home),
                                password(tls, "key-store-password"),
                                tls.path("trust-store", home),
                                password(tls, "trust-store-password"),
                                needClientAuth));
    }

    /** The stores of a client, each of which may be absent or empty. */
    static DestinationStores stores(Settings tls, Path home) {
        return new DestinationStores(
                store(tls, home, "key-store"), store(tls, home, "trust-store"));
    }

    private static Optional<StoreFile> store(Settings tls, Path home, String key) {
        return tls.has(key) && tls.optionalText(key).isPresent()
                ? Optional.of(new StoreFile(tls.path(key, home), password(tls, key + "-password")))
                : Optional.empty();
    }

    /** A PEM file needs none. */
    private static String password(Settings tls, String key) {
        return tls.has(key) ? tls.text(key) : "";
    }

    private TlsKeys() {}
}
