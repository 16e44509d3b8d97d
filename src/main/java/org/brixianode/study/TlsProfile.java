package org.brixianode.study;

import java.util.Arrays;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;

/**
 * Which protocols and cipher suites the node uses at either end of a TLS connection: those that
 * PS3.15 B.12 (BCP 195 RFC 8996, 9325 TLS Secure Transport Connection Profile) allows, without the
 * ones that RFC 9325 advises against. TLS 1.2 needs an ephemeral key exchange over elliptic curves
 * and authenticated encryption.
 */
public final class TlsProfile {

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private static final Pattern SUITES =
            Pattern.compile(
                    "TLS_(AES|CHACHA20)_.*"
                            + "|TLS_ECDHE_(RSA|ECDSA)_WITH_(AES_\\d+_GCM|CHACHA20_POLY1305)_.*");

    /** The best first. */
    public static String[] protocols() {
        return PROTOCOLS.clone();
    }

    /** Those that are allowed of some cipher suites, in their order. */
    public static String[] suites(String[] available) {
        return Arrays.stream(available)
                .filter(suite -> SUITES.matcher(suite).matches())
                .toArray(String[]::new);
    }

    /** Leaves what is allowed of the parameters of a socket. */
    public static void restrict(SSLParameters parameters) {
        parameters.setProtocols(protocols());
        parameters.setCipherSuites(suites(parameters.getCipherSuites()));
    }

    private TlsProfile() {}
}
