package org.brixianode.study;

import static org.assertj.core.api.Assertions.assertThat;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;

/**
 * The profile of PS3.15 B.12: the cipher suites that RFC 9325 (4.2) recommends and those of TLS 1.3
 * (RFC 8446, B.4) are there; beyond them only ChaCha20-Poly1305 with the same key exchange (RFC
 * 7905).
 */
final class TlsProfileTest {

    private static final String[] ALL = {
        "TLS_AES_128_GCM_SHA256",
        "TLS_AES_256_GCM_SHA384",
        "TLS_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
    };

    @Test
    void everySuiteOfTheProfileAndNoOtherIsUsed() throws Exception {
        SSLParameters parameters = SSLContext.getDefault().getSupportedSSLParameters();
        assertThat(parameters.getCipherSuites()).contains("TLS_RSA_WITH_AES_128_CBC_SHA");
        TlsProfile.restrict(parameters);
        assertThat(parameters.getCipherSuites()).containsExactlyInAnyOrder(ALL);
        assertThat(parameters.getProtocols()).containsExactly("TLSv1.3", "TLSv1.2");
    }
}
