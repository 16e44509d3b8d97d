package org.brixianode.priors;

import java.util.Optional;
import org.brixianode.dicom.TlsConfig;
import org.brixianode.study.AeTitle;

/**
 * The PACS in which earlier radiographs are looked for.
 *
 * @param name name in the configuration
 * @param aeTitle called AE title
 * @param host host name or IP address
 * @param tls the TLS settings if the peer uses TLS
 */
public record PriorSource(
        String name, AeTitle aeTitle, String host, int port, Optional<TlsConfig> tls) {

    /** As in {@code pacs (PACS at 10.0.0.5:104)}. */
    String describe() {
        return "%s (%s at %s:%d)".formatted(name, aeTitle, host, port);
    }
}
