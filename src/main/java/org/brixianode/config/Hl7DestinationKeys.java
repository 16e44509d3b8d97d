package org.brixianode.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.brixianode.send.DestinationStores;
import org.brixianode.send.Hl7Destination;

/** Maps the keys of a destination with {@code protocol = hl7}. */
final class Hl7DestinationKeys {

    static final Set<String> KEYS =
            Set.of(
                    "host",
                    "port",
                    "receiving-application",
                    "receiving-facility",
                    "processing-id",
                    "acknowledgement",
                    MessageKeys.RESULT_STATUS,
                    MessageKeys.STUDY_LINK,
                    "tls.enabled",
                    "tls.key-store",
                    "tls.key-store-password",
                    "tls.trust-store",
                    "tls.trust-store-password");

    /**
     * @param home the folder to which relative paths are relative
     */
    static Optional<Hl7Destination> read(Settings one, String name, Path home) {
        return one.made(
                one.itself(),
                () ->
                        new Hl7Destination(
                                name,
                                one.text("host"),
                                one.port("port"),
                                tls(one, home),
                                one.textIfPresent("receiving-application").orElse(""),
                                one.textIfPresent("receiving-facility").orElse(""),
                                one.choice("processing-id", Hl7Destination.ProcessingId.PRODUCTION),
                                one.choice(
                                        "acknowledgement", Hl7Destination.Acknowledgement.ORIGINAL),
                                MessageKeys.resultStatus(one),
                                MessageKeys.studyLink(one)));
    }

    private static Optional<DestinationStores> tls(Settings one, Path home) {
        return one.ifPresent("tls")
                .filter(TlsKeys::isEnabled)
                .map(tls -> TlsKeys.stores(tls, home));
    }

    private Hl7DestinationKeys() {}
}
