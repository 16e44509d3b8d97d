package org.brixianode.study;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A key store or trust store of TLS. The content says which form it has: PKCS #12, JKS or PEM.
 *
 * @param password of the store and of the key; PEM files need one only for an encrypted key
 */
public record StoreFile(Path file, String password) {

    private static final long MAX_BYTES = 16 << 20;

    /**
     * Opens a key store.
     *
     * @throws IOException if it cannot be used, or has no private key that the password decrypts;
     *     the message names it and the reason
     */
    public KeyStore keys() throws IOException {
        String what = "key store " + file;
        Optional<PemText> pem = pem(what);
        if (pem.isPresent()) {
            try {
                return pem.get().keys(password);
            } catch (GeneralSecurityException e) {
                throw new IOException(what + " " + FailureText.of(e), e);
            }
        }
        KeyStore keys = load(what);
        try {
            requirePrivateKey(keys, what);
            return keys;
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "%s contains a key that the password does not decrypt: %s"
                            .formatted(what, e.getMessage()),
                    e);
        }
    }

    /**
     * Opens a trust store.
     *
     * @throws IOException if it cannot be used or is empty; the message names it and the reason
     */
    public KeyStore trusted() throws IOException {
        String what = "trust store " + file;
        try {
            Optional<PemText> pem = pem(what);
            KeyStore trusted = pem.isPresent() ? pem.get().trusted() : load(what);
            if (trusted.size() == 0) {
                throw new IOException(what + " is empty");
            }
            return trusted;
        } catch (GeneralSecurityException e) {
            throw new IOException(what + " " + FailureText.of(e), e);
        }
    }

    /** The certificates of a key store (of each key its own), or of a trust store. */
    public List<X509Certificate> certificates(boolean trust) throws IOException {
        KeyStore store = trust ? trusted() : keys();
        List<X509Certificate> found = new ArrayList<>();
        try {
            for (String alias : Collections.list(store.aliases())) {
                if (store.getCertificate(alias) instanceof X509Certificate certificate) {
                    found.add(certificate);
                }
            }
            return found;
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " cannot be read: " + FailureText.of(e), e);
        }
    }

    /** For the key and its certificates. */
    public KeyManager[] keyManagers() throws IOException {
        try {
            KeyManagerFactory factory =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(keys(), password.toCharArray());
            return factory.getKeyManagers();
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "key store %s cannot be used: %s".formatted(file, FailureText.of(e)), e);
        }
    }

    /**
     * For the certificates of peers; a refusal says which certificate it is and why.
     *
     * @param store the trusted certificates; empty: those that the Java runtime trusts
     */
    public static TrustManager[] trustManagers(Optional<StoreFile> store) throws IOException {
        @Nullable KeyStore trusted = store.isPresent() ? store.get().trusted() : null;
        try {
            TrustManagerFactory factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            TrustManager[] managers = factory.getTrustManagers();
            for (int i = 0; i < managers.length; i++) {
                if (managers[i] instanceof X509ExtendedTrustManager checks) {
                    managers[i] = new PeerTrust(checks);
                }
            }
            return managers;
        } catch (GeneralSecurityException e) {
            throw new IOException("the trusted certificates cannot be used: " + e, e);
        }
    }

    private Optional<PemText> pem(String what) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(what + (Files.exists(file) ? " is no file" : " does not exist"));
        }
        if (!Files.isReadable(file)) {
            throw new IOException(what + " cannot be read: no permission");
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(what + " is longer than 16 MiB");
        }
        return PemText.of(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
    }

    private KeyStore load(String what) throws IOException {
        try {
            return KeyStore.getInstance(file.toFile(), password.toCharArray());
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw new IOException(
                    "%s cannot be opened as PKCS #12, JKS or PEM: %s"
                            .formatted(what, e.getMessage()),
                    e);
        }
    }

    private void requirePrivateKey(KeyStore keys, String what)
            throws GeneralSecurityException, IOException {
        for (String alias : Collections.list(keys.aliases())) {
            if (keys.isKeyEntry(alias)
                    && keys.getKey(alias, password.toCharArray()) instanceof PrivateKey) {
                return;
            }
        }
        throw new IOException(what + " holds no private key");
    }

    /** Masks the password. */
    @Override
    public String toString() {
        return "StoreFile[file=" + file + ", password=********]";
    }
}
