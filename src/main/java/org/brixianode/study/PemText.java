package org.brixianode.study;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Certificates and a private key in the textual form (RFC 7468; the traditional forms of OpenSSL
 * for RSA and EC keys too). The messages of the exceptions complete a sentence that begins with the
 * name of the file.
 */
final class PemText {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    private static final Set<String> CERTIFICATES =
            Set.of("CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE");

    private static final String PLAIN = "PRIVATE KEY";
    private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";

    /** Without the algorithm, which the certificate names. */
    private static final Set<String> TRADITIONAL = Set.of("RSA PRIVATE KEY", "EC PRIVATE KEY");

    private static final String CONVERT =
            ": convert it with openssl pkcs8 -topk8 -v2 aes-256-cbc -in KEY -out NEW";

    private static final String UNKNOWN_ENCRYPTION =
            "holds a private key with an encryption that is not known here" + CONVERT;

    /** The name differs between releases of Java. */
    private static final Set<String> PBES2 = Set.of("PBES2", "1.2.840.113549.1.5.13");

    private static final byte[] PROBE = {1, 9, 5};

    private record Block(String label, String body) {

        boolean isKey() {
            return label.endsWith(PLAIN);
        }
    }

    private final List<Block> blocks;

    private PemText(List<Block> blocks) {
        this.blocks = blocks;
    }

    /** Empty if the text has no block of this form. */
    static Optional<PemText> of(String text) {
        if (!text.contains("-----BEGIN ")) {
            return Optional.empty();
        }
        List<Block> found = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            found.add(new Block(matcher.group(1), matcher.group(2)));
        }
        return Optional.of(new PemText(found));
    }

    /** Certificates only; keys are ignored. */
    KeyStore trusted() throws GeneralSecurityException, IOException {
        List<X509Certificate> certificates = certificates();
        if (certificates.isEmpty()) {
            throw new KeyStoreException("holds no certificate");
        }
        KeyStore store = emptyStore();
        for (X509Certificate certificate : certificates) {
            store.setCertificateEntry(String.valueOf(store.size() + 1), certificate);
        }
        return store;
    }

    /** The key, with the chain of the certificate to which it belongs. */
    KeyStore keys(String password) throws GeneralSecurityException, IOException {
        List<Block> keys = blocks.stream().filter(Block::isKey).toList();
        if (keys.size() != 1) {
            throw new KeyStoreException(
                    keys.isEmpty()
                            ? "holds no private key: append it to the certificates"
                            : "holds %d private keys: leave one".formatted(keys.size()));
        }
        List<X509Certificate> certificates = certificates();
        if (certificates.isEmpty()) {
            throw new KeyStoreException(
                    "holds a private key but no certificate: append its certificate and those of"
                            + " the authorities that issued it");
        }
        byte[] key = decrypted(keys.get(0), password);
        for (X509Certificate certificate : certificates) {
            Optional<PrivateKey> own = own(keys.get(0), key, certificate.getPublicKey());
            if (own.isPresent()) {
                KeyStore store = emptyStore();
                store.setKeyEntry(
                        "1", own.get(), password.toCharArray(), chain(certificate, certificates));
                return store;
            }
        }
        throw new KeyStoreException(
                "holds a private key that does not belong to its certificate of "
                        + PeerTrust.name(certificates.get(0).getSubjectX500Principal()));
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private List<X509Certificate> certificates() throws CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> found = new ArrayList<>();
        for (Block block : blocks) {
            if (CERTIFICATES.contains(block.label())) {
                try {
                    found.add(
                            (X509Certificate)
                                    factory.generateCertificate(
                                            new ByteArrayInputStream(bytes(block))));
                } catch (CertificateException | IllegalArgumentException e) {
                    throw new CertificateException(
                            "holds a certificate, number %d, that cannot be read: %s"
                                    .formatted(found.size() + 1, FailureText.of(e)),
                            e);
                }
            }
        }
        return found;
    }

    private static byte[] bytes(Block block) {
        return Base64.getMimeDecoder().decode(block.body());
    }

    private static byte[] decrypted(Block key, String password) throws KeyStoreException {
        if (key.body().contains("Proc-Type:")) {
            throw new KeyStoreException(
                    "holds a private key with the traditional encryption of OpenSSL, which is"
                            + " weak"
                            + CONVERT);
        }
        byte[] bytes;
        try {
            bytes = bytes(key);
        } catch (IllegalArgumentException e) {
            throw new KeyStoreException("holds a private key that cannot be read", e);
        }
        if (key.label().equals(PLAIN) || TRADITIONAL.contains(key.label())) {
            return bytes;
        }
        if (!key.label().equals(ENCRYPTED)) {
            throw new KeyStoreException("holds a key of an unknown form, " + key.label());
        }
        try {
            return decrypted(new EncryptedPrivateKeyInfo(bytes), password);
        } catch (IOException e) {
            throw new KeyStoreException(UNKNOWN_ENCRYPTION, e);
        }
    }

    private static byte[] decrypted(EncryptedPrivateKeyInfo info, String password)
            throws KeyStoreException {
        if (password.isEmpty()) {
            throw new KeyStoreException(
                    "holds an encrypted private key, and the password in the configuration is"
                            + " empty");
        }
        Cipher cipher;
        try {
            // Of PBES2 (RFC 8018) only the parameters name the cipher.
            String scheme =
                    PBES2.contains(info.getAlgName())
                            ? info.getAlgParameters().toString()
                            : info.getAlgName();
            cipher = Cipher.getInstance(scheme);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(scheme)
                            .generateSecret(new PBEKeySpec(password.toCharArray())),
                    info.getAlgParameters());
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new KeyStoreException(UNKNOWN_ENCRYPTION, e);
        }
        try {
            return cipher.doFinal(info.getEncryptedData());
        } catch (GeneralSecurityException e) {
            throw new KeyStoreException(
                    "holds a private key that the password does not decrypt", e);
        }
    }

    /** The key if it belongs to the public key. */
    private static Optional<PrivateKey> own(Block block, byte[] key, PublicKey other) {
        try {
            byte[] pkcs8 = TRADITIONAL.contains(block.label()) ? Der.pkcs8(key, other) : key;
            PrivateKey own =
                    KeyFactory.getInstance(other.getAlgorithm())
                            .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            Signature signature = Signature.getInstance(signature(other.getAlgorithm()));
            signature.initSign(own);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(other);
            signature.update(PROBE);
            return signature.verify(signed) ? Optional.of(own) : Optional.empty();
        } catch (GeneralSecurityException | RuntimeException e) {
            // A key of another kind, or of another curve.
            return Optional.empty();
        }
    }

    private static String signature(String algorithm) {
        return switch (algorithm) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> algorithm;
        };
    }

    /** Each followed by the one that issued it, as far as they are there. */
    private static Certificate[] chain(X509Certificate own, List<X509Certificate> all) {
        List<X509Certificate> chain = new ArrayList<>(List.of(own));
        Optional<X509Certificate> next = issuer(own, all);
        while (next.isPresent() && !chain.contains(next.get())) {
            chain.add(next.get());
            next = issuer(next.get(), all);
        }
        return chain.toArray(Certificate[]::new);
    }

    private static Optional<X509Certificate> issuer(
            X509Certificate certificate, List<X509Certificate> all) {
        return all.stream()
                .filter(
                        one ->
                                one.getSubjectX500Principal()
                                        .equals(certificate.getIssuerX500Principal()))
                .filter(one -> hasSigned(one, certificate))
                .findFirst();
    }

    private static boolean hasSigned(X509Certificate issuer, X509Certificate certificate) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
