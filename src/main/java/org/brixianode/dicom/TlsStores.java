package org.brixianode.dicom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
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
        KeyStore keys = openKeys(config.keyStore(), config.keyStorePassword());
        KeyStore trusted = load("trust store", config.trustStore(), config.trustStorePassword());
        try {
            if (trusted.size() == 0) {
                throw new IOException("trust store " + config.trustStore() + " is empty");
            }
            return new TlsStores(keys, trusted);
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "trust store %s cannot be read: %s"
                            .formatted(config.trustStore(), e.getMessage()),
                    e);
        }
    }

    /**
     * Opens a key store.
     *
     * @param password of the store and of the key
     * @throws IOException if it cannot be used, or has no private key that the password decrypts;
     *     the message names it and the reason
     */
    public static KeyStore openKeys(Path store, String password) throws IOException {
        KeyStore keys = load("key store", store, password);
        try {
            requirePrivateKey(keys, store, password);
            return keys;
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "key store "
                            + store
                            + " contains a key that the password does not decrypt: "
                            + e.getMessage(),
                    e);
        }
    }

    private static KeyStore load(String what, Path store, String password) throws IOException {
        if (!Files.isRegularFile(store)) {
            throw new IOException(
                    what + " " + store + (Files.exists(store) ? " is no file" : " does not exist"));
        }
        if (!Files.isReadable(store)) {
            throw new IOException(what + " " + store + " cannot be read: no permission");
        }
        try {
            return KeyStore.getInstance(store.toFile(), password.toCharArray());
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw new IOException(
                    "%s %s cannot be opened as PKCS #12 or JKS: %s"
                            .formatted(what, store, e.getMessage()),
                    e);
        }
    }

    private static void requirePrivateKey(KeyStore keys, Path store, String password)
            throws GeneralSecurityException, IOException {
        for (String alias : Collections.list(keys.aliases())) {
            if (keys.isKeyEntry(alias)) {
                Key key = keys.getKey(alias, password.toCharArray());
                if (key instanceof PrivateKey) {
                    return;
                }
            }
        }
        throw new IOException("key store " + store + " holds no private key");
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
