package org.brixianode.dicom;

import java.nio.file.Path;

/**
 * Where a TLS end finds its own key and whom it trusts.
 *
 * @param keyStore PKCS #12 or JKS file with the own key and its certificates
 * @param keyStorePassword opens the key store and the key in it
 * @param trustStore PKCS #12 or JKS file with the certificates to trust
 * @param trustStorePassword opens the trust store
 * @param needClientAuth whether an accepting end demands a certificate; no meaning for a connecting
 *     one
 */
public record TlsConfig(
        Path keyStore,
        String keyStorePassword,
        Path trustStore,
        String trustStorePassword,
        boolean needClientAuth) {

    private static final String MASK = "********";

    /** Without the passwords. */
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
