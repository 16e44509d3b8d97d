package org.brixianode.dicom;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The opened and checked key store and trust store of a TLS server or client.
 *
 * @param keys contains at least one private key that the password decrypts
 * @param trusted contains at least one certificate
 */
public record TlsStores(KeyStore keys, KeyStore trusted) {

    /** How long before its expiry a certificate is reported. */
    private static final Duration EXPIRY_NOTICE = Duration.ofDays(30);

    /**
     * @throws IOException if a store cannot be used; the message names it and the reason
     */
    public static TlsStores open(TlsConfig config) throws IOException {
        return new TlsStores(config.keys().keys(), config.trusted().trusted());
    }

    /**
     * Lists certificates that are not yet valid, have expired or expire within 30 days, one line
     * each.
     *
     * @param config names the files
     */
    public List<String> remarks(TlsConfig config, Instant now) throws IOException {
        List<String> remarks = new ArrayList<>(remarks(keys, config.keyStore(), now));
        remarks.addAll(remarks(trusted, config.trustStore(), now));
        return remarks;
    }

    /**
     * The same for one store.
     *
     * @param file names the store
     */
    public static List<String> remarks(KeyStore store, Path file, Instant now) throws IOException {
        List<String> remarks = new ArrayList<>();
        try {
            addRemarks(store, file, now, remarks);
            return remarks;
        } catch (GeneralSecurityException e) {
            throw new IOException("the TLS stores cannot be read: " + e.getMessage(), e);
        }
    }

    private static void addRemarks(KeyStore store, Path file, Instant now, List<String> remarks)
            throws GeneralSecurityException {
        for (String alias : Collections.list(store.aliases())) {
            Certificate certificate = store.getCertificate(alias);
            if (certificate instanceof X509Certificate x509) {
                String when = validity(x509, now);
                if (!when.isEmpty()) {
                    remarks.add("certificate '%s' in %s %s".formatted(alias, file, when));
                }
            }
        }
    }

    private static String validity(X509Certificate certificate, Instant now) {
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        if (now.isBefore(from)) {
            return "is not valid before " + from;
        }
        if (now.isAfter(until)) {
            return "expired on " + until;
        }
        return now.plus(EXPIRY_NOTICE).isAfter(until) ? "expires on " + until : "";
    }
}
