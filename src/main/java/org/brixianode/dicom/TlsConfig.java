package org.brixianode.dicom;

import java.nio.file.Path;

/**
 * The key store and the trust store of a TLS server or client.
 *
 * @param keyStore PKCS #12 or JKS file with the node's private key and certificate chain
 * @param keyStorePassword password of the key store and of the key
 * @param trustStore PKCS #12 or JKS file with the trusted certificates
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
