package org.brixianode.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.X509TrustManager;
import org.brixianode.testkit.PemKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The refusal of a certificate, for one line of a log. */
final class PeerTrustTest {

    @TempDir Path folder;

    private static X509TrustManager trusting(StoreFile file) throws Exception {
        return (X509TrustManager) StoreFile.trustManagers(Optional.of(file))[0];
    }

    private static X509Certificate[] chain(StoreFile file) throws Exception {
        return file.certificates(true).toArray(X509Certificate[]::new);
    }

    /** The Java runtime accepts it, since the trust store names it. */
    @Test
    void aTrustedCertificateThatHasExpiredIsRefused() throws Exception {
        PemKeys pem = new PemKeys(folder);
        pem.authority("ca");
        pem.issued("peer", "localhost", "ca", PemKeys.EC);
        pem.expired("old", "localhost", "ca");
        StoreFile old = new StoreFile(pem.file("old.crt"), "");
        assertThatThrownBy(() -> trusting(old).checkClientTrusted(chain(old), "EC"))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining("it has expired: subject CN=old");
        StoreFile valid = new StoreFile(pem.file("peer.crt"), "");
        trusting(valid).checkClientTrusted(chain(valid), "EC");
    }

    @Test
    void namesOfAPeerStayInOneLine() throws Exception {
        PemKeys pem = new PemKeys(folder);
        pem.authority("ca");
        pem.authority("hostile", "A\n2026-01-01 ERROR forged\u001b[31m");
        StoreFile hostile = new StoreFile(pem.file("hostile.crt"), "");
        StoreFile trusted = new StoreFile(pem.file("ca.crt"), "");
        assertThatThrownBy(() -> trusting(trusted).checkClientTrusted(chain(hostile), "EC"))
                .satisfies(
                        refusal ->
                                assertThat(refusal.getMessage())
                                        .contains("it is not trusted", "forged")
                                        .satisfies(
                                                text ->
                                                        assertThat(text.chars())
                                                                .noneMatch(
                                                                        Character::isISOControl)));
    }
}
