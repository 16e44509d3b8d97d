package org.brixianode.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.brixianode.dicom.TlsConfig;
import org.brixianode.send.Compression;
import org.brixianode.send.DimseDestination;
import org.brixianode.study.AeTitle;

/** Maps the keys of a destination with {@code protocol = dimse}. */
final class DimseDestinationKeys {

    static final Set<String> KEYS =
            Set.of(
                    "host",
                    "port",
                    "compressed",
                    "storage-commitment",
                    "tls.enabled",
                    "tls.key-store",
                    "tls.key-store-password",
                    "tls.trust-store",
                    "tls.trust-store-password");

    /** Whether a destination is asked to commit to the storage of results. */
    enum Commitment {
        /** If it offers that. */
        AUTO,
        OFF
    }

    /**
     * @param home the folder to which relative paths are relative
     */
    static Optional<DimseDestination> read(Settings one, String name, AeTitle title, Path home) {
        Optional<TlsConfig> tls =
                one.ifPresent("tls").flatMap(block -> TlsKeys.read(block, home, true));
        return one.made(
                one.itself(),
                () ->
                        new DimseDestination(
                                name,
                                title,
                                one.text("host"),
                                one.port("port"),
                                tls,
                                one.choice("compressed", Compression.PIXELS),
                                one.choice("storage-commitment", Commitment.AUTO)
                                        == Commitment.AUTO));
    }

    private DimseDestinationKeys() {}
}
