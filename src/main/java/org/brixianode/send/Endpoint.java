package org.brixianode.send;

import java.util.Optional;
import org.brixianode.study.AeTitle;

/**
 * Where a destination listens, as the audit trail and the REST interface name it.
 *
 * @param protocol as in the configuration
 * @param aeTitle called AE title, if the protocol has one
 * @param url base URL, if the protocol has one; without credentials
 * @param host host name or IP address
 * @param port TCP port
 */
public record Endpoint(
        String protocol, Optional<AeTitle> aeTitle, Optional<String> url, String host, int port) {

    /** An endpoint of the DICOM upper layer protocol. */
    static Endpoint dimse(AeTitle title, String host, int port) {
        return new Endpoint("dimse", Optional.of(title), Optional.empty(), host, port);
    }

    /** An endpoint of another protocol over TCP. */
    static Endpoint tcp(String protocol, String host, int port) {
        return new Endpoint(protocol, Optional.empty(), Optional.empty(), host, port);
    }

    /** An endpoint with a URL. */
    static Endpoint http(String protocol, HttpService service) {
        return new Endpoint(
                protocol,
                Optional.empty(),
                Optional.of(service.url().toString()),
                service.host(),
                service.port());
    }

    /** The identity in audit messages (PS3.15 A.5.2): the AE title, or else the URL or address. */
    public String identity() {
        return aeTitle.map(AeTitle::value).or(() -> url).orElse(host + ":" + port);
    }
}
