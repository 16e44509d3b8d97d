package org.brixianode.ops.notify;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Opens the trust store of notifications. */
final class TrustedCertificates {

    /**
     * @throws IOException if the file cannot be read
     */
    static SSLContext open(NotifyConfig.Trust trust) throws IOException {
        try {
            KeyStore store =
                    KeyStore.getInstance(trust.file().toFile(), trust.password().toCharArray());
            TrustManagerFactory managers =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IllegalArgumentException | IOException e) {
            throw new IOException(
                    "notify.trust-store = "
                            + trust.file()
                            + " cannot be opened: check the file and notify.trust-store-password",
                    e);
        }
    }

    private TrustedCertificates() {}
}
