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
                                one.number("port"),
                                tls(one, home),
                                one.has("receiving-application")
                                        ? one.text("receiving-application")
                                        : "",
                                one.has("receiving-facility") ? one.text("receiving-facility") : "",
                                one.has("processing-id")
                                        ? one.choice(
                                                "processing-id", Hl7Destination.ProcessingId.class)
                                        : Hl7Destination.ProcessingId.PRODUCTION,
                                one.has("acknowledgement")
                                        ? one.choice(
                                                "acknowledgement",
                                                Hl7Destination.Acknowledgement.class)
                                        : Hl7Destination.Acknowledgement.ORIGINAL,
                                MessageKeys.resultStatus(one),
                                MessageKeys.studyLink(one)));
    }

    private static Optional<DestinationStores> tls(Settings one, Path home) {
        if (!one.has("tls")) {
            return Optional.empty();
        }
        Settings tls = one.in("tls");
        return TlsKeys.isEnabled(tls) ? Optional.of(TlsKeys.stores(tls, home)) : Optional.empty();
    }

    private Hl7DestinationKeys() {}
}
