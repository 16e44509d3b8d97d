package org.brixianode.study;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * Checks the certificates of peers as the Java runtime does, and says in one line which certificate
 * is refused and why. A certificate that the trust store itself holds has to be valid too, which
 * the runtime does not check.
 */
final class PeerTrust extends X509ExtendedTrustManager {

    private static final int MAX_NAME = 90;
    private static final int MAX_REASON = 160;
    private static final int HEXADECIMAL = 16;

    /** In SubjectAltName (RFC 5280, 4.2.1.6). */
    private static final int DNS_NAME = 2;

    private static final int IP_ADDRESS = 7;

    private final X509ExtendedTrustManager checks;

    PeerTrust(X509ExtendedTrustManager checks) {
        this.checks = checks;
    }

    /** A check of the runtime. */
    @FunctionalInterface
    private interface Check {
        void run() throws CertificateException;
    }

    private static void check(X509Certificate[] chain, @Nullable String host, Check check)
            throws CertificateException {
        try {
            check.run();
            if (chain.length > 0) {
                chain[0].checkValidity();
            }
        } catch (CertificateException e) {
            throw chain.length == 0 ? e : new CertificateException(refusal(chain, host, e), e);
        }
    }

    private static String refusal(
            X509Certificate[] chain, @Nullable String host, CertificateException cause) {
        X509Certificate own = chain[0];
        return "certificate refused, %s: subject %s, issuer %s, serial %s, valid from %s to %s"
                .formatted(
                        reason(own, host, cause),
                        name(own.getSubjectX500Principal()),
                        name(own.getIssuerX500Principal()),
                        SafeText.line(own.getSerialNumber().toString(HEXADECIMAL), MAX_NAME),
                        own.getNotBefore().toInstant(),
                        own.getNotAfter().toInstant());
    }

    private static String reason(
            X509Certificate own, @Nullable String host, CertificateException cause) {
        try {
            own.checkValidity();
        } catch (CertificateExpiredException e) {
            return "it has expired";
        } catch (CertificateNotYetValidException e) {
            return "it is not valid yet";
        }
        Throwable deepest = cause;
        while (deepest.getCause() != null && deepest.getCause() != deepest) {
            deepest = deepest.getCause();
        }
        if (deepest instanceof CertificateExpiredException) {
            return "an authority's certificate has expired";
        }
        String text = FailureText.of(deepest);
        if (text.contains("unable to find valid certification path")) {
            return "it is not trusted (the trust store has neither it nor its authority)";
        }
        if (text.startsWith("No subject alternative") || text.startsWith("No name matching")) {
            return SafeText.line(
                    "host name mismatch (it is for %s, not for %s)"
                            .formatted(names(own), host == null ? "this host" : host),
                    MAX_REASON);
        }
        return SafeText.line(text, MAX_REASON);
    }

    private static String names(X509Certificate certificate) {
        @Nullable Collection<List<?>> all;
        try {
            all = certificate.getSubjectAlternativeNames();
        } catch (CertificateParsingException e) {
            return "names that cannot be read";
        }
        return Optional.ofNullable(all).orElse(List.of()).stream()
                .filter(one -> one.get(0).equals(DNS_NAME) || one.get(0).equals(IP_ADDRESS))
                .map(one -> String.valueOf(one.get(1)))
                .collect(
                        Collectors.collectingAndThen(
                                Collectors.joining(", "),
                                names -> names.isEmpty() ? "no host name" : names));
    }

    /** A name for one line of a log. */
    static String name(X500Principal principal) {
        return SafeText.line(principal.getName(), MAX_NAME);
    }

    private static @Nullable String host(@Nullable Socket socket) {
        if (!(socket instanceof SSLSocket layer)) {
            return null;
        }
        SSLSession session = layer.getHandshakeSession();
        return session == null ? null : session.getPeerHost();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        check(chain, null, () -> checks.checkClientTrusted(chain, type));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        check(chain, null, () -> checks.checkClientTrusted(chain, type, socket));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        check(chain, null, () -> checks.checkClientTrusted(chain, type, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        check(chain, null, () -> checks.checkServerTrusted(chain, type));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        check(chain, host(socket), () -> checks.checkServerTrusted(chain, type, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        check(chain, engine.getPeerHost(), () -> checks.checkServerTrusted(chain, type, engine));
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return checks.getAcceptedIssuers();
    }
}
