package org.brixianode.ops.notify;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.brixianode.study.FailureText;
import org.brixianode.study.StoreFile;

/** Opens the trust store of notifications. */
final class TrustedCertificates {

    /**
     * @throws IOException if the file cannot be read
     */
    static SSLContext open(NotifyConfig.Trust trust) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    null,
                    StoreFile.trustManagers(
                            Optional.of(new StoreFile(trust.file(), trust.password()))),
                    null);
            return context;
        } catch (GeneralSecurityException | IllegalArgumentException | IOException e) {
            throw new IOException(
                    "notify.trust-store = "
                            + trust.file()
                            + " cannot be opened: check the file and notify.trust-store-password ("
                            + FailureText.of(e)
                            + ")",
                    e);
        }
    }

    private TrustedCertificates() {}
}
