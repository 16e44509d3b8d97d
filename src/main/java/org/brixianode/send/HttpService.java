package org.brixianode.send;

import java.net.URI;
import java.util.Optional;
import org.brixianode.dicom.Problems;
import org.brixianode.study.LoopbackHost;

/**
 * An HTTP service to which a destination's results are sent.
 *
 * @param url base URL, http or https, without user, query and fragment, and without a slash at its
 *     end
 * @param credentials empty if the service wants none
 * @param stores of TLS; the peer's certificate must be valid for the URL's host
 */
public record HttpService(
        URI url, Optional<HttpCredentials> credentials, DestinationStores stores) {

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /**
     * The message of a failure does not contain the URL, since it may have a password in it.
     *
     * @throws IllegalArgumentException with every problem
     */
    public HttpService {
        boolean http = "http".equalsIgnoreCase(url.getScheme());
        boolean https = "https".equalsIgnoreCase(url.getScheme());
        new Problems()
                .unless((http || https) && url.getHost() != null, "url must be http(s)://HOST/PATH")
                .unless(
                        url.getRawUserInfo() == null,
                        "url must not contain a user: use the keys user and password")
                .unless(
                        url.getRawQuery() == null && url.getRawFragment() == null,
                        "url must not have a query or a fragment")
                .unless(stores.isEmpty() || !http, "tls has no effect: url begins with http")
                .throwIfAny("the service");
        url = withoutSlash(url);
    }

    private static URI withoutSlash(URI url) {
        String text = url.toString();
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '/') {
            end--;
        }
        return URI.create(text.substring(0, end));
    }

    public boolean isHttps() {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    /** What crosses a network in clear text; empty if nothing does. */
    Optional<String> clearText() {
        if (isHttps() || LoopbackHost.matches(host())) {
            return Optional.empty();
        }
        return Optional.of(
                credentials.isPresent()
                        ? "its url begins with http, so user and password or token, and results with"
                                + " patient data,"
                        : "its url begins with http, so results with patient data");
    }

    public String host() {
        return url.getHost();
    }

    /** The port, also if the URL does not name it. */
    public int port() {
        int usual = isHttps() ? HTTPS_PORT : HTTP_PORT;
        return url.getPort() < 0 ? usual : url.getPort();
    }

    /**
     * The URL of a resource of the service.
     *
     * @param path below the base URL, beginning with a slash, percent-encoded
     */
    public URI resource(String path) {
        return URI.create(url + path);
    }
}
