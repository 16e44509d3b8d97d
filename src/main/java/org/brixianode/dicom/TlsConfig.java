package org.brixianode.dicom;

import java.nio.file.Path;
import org.brixianode.study.StoreFile;

/**
 * The key store and the trust store of a TLS server or client.
 *
 * @param keyStore PKCS #12, JKS or PEM file with the node's private key and certificate chain
 * @param keyStorePassword password of the key store and of the key
 * @param trustStore PKCS #12, JKS or PEM file with the trusted certificates
 * @param trustStorePassword password of the trust store
 * @param needClientAuth whether a server requires a client certificate; ignored by a client
 */
public record TlsConfig(
        Path keyStore,
        String keyStorePassword,
        Path trustStore,
        String trustStorePassword,
        boolean needClientAuth) {

    private static final String MASK = "********";

    /** The key store. */
    public StoreFile keys() {
        return new StoreFile(keyStore, keyStorePassword);
    }

    /** The trust store. */
    public StoreFile trusted() {
        return new StoreFile(trustStore, trustStorePassword);
    }

    /** Masks the passwords. */
    @Override
    public String toString() {
        return "TlsConfig[keyStore="
                + keyStore
                + ", keyStorePassword="
                + MASK
                + ", trustStore="
                + trustStore
                + ", trustStorePassword="
                + MASK
                + ", needClientAuth="
                + needClientAuth
                + "]";
    }
}
