package org.brixianode.web.access;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.util.List;
import org.brixianode.dicom.TlsStores;
import org.brixianode.study.StoreFile;

/**
 * The key of the HTTP server.
 *
 * @param keyStore PKCS #12, JKS or PEM file with the private key and the certificate chain
 * @param password of the store and of the key
 */
public record ServerTls(Path keyStore, String password) {

    /**
     * @throws IOException if the store cannot be used; the message names it and the reason
     */
    public KeyStore open() throws IOException {
        return new StoreFile(keyStore, password).keys();
    }

    /** Certificates that are not valid, or not for long; one line each. */
    public List<String> remarks(Instant now) throws IOException {
        return TlsStores.remarks(open(), keyStore, now);
    }

    /** Masks the password. */
    @Override
    public String toString() {
        return "ServerTls[keyStore=" + keyStore + ", password=********]";
    }
}
