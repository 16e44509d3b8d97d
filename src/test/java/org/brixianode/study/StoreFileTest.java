package org.brixianode.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.brixianode.testkit.PemKeys;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PEM files that openssl makes. */
final class StoreFileTest {

    private static final String PASSWORD = "sesame77";

    @TempDir static Path folder;
    private static PemKeys pem;

    @BeforeAll
    static void make() throws Exception {
        pem = new PemKeys(folder);
        pem.authority("ca");
        pem.authority("other");
        pem.issued("ec", "localhost", "ca", PemKeys.EC);
        pem.issued("rsa", "localhost", "ca", PemKeys.RSA);
        pem.openssl("ec", "-in", pem.path("ec.key"), "-out", pem.path("ec.sec1"));
        pem.openssl(
                "rsa", "-in", pem.path("rsa.key"), "-traditional", "-out", pem.path("rsa.pkcs1"));
        for (String kind : List.of("ec", "rsa")) {
            encrypt(kind + ".key", kind + ".encrypted", "-v2", "aes-256-cbc");
        }
        encrypt("ec.key", "ec.des", "-v1", "PBE-SHA1-3DES");
        encrypt("ec.key", "ec.scrypt", "-scrypt");
        pem.openssl(
                "ec",
                "-in",
                pem.path("ec.key"),
                "-aes256",
                "-passout",
                "pass:" + PASSWORD,
                "-out",
                pem.path("ec.weak"));
        Files.writeString(folder.resolve("notes"), "Bag Attributes\n    localKeyID: 01\n");
    }

    private static void encrypt(String key, String to, String... how) throws Exception {
        String[] command = {
            "pkcs8", "-topk8", "-in", pem.path(key), "-out", pem.path(to), "-passout"
        };
        String[] all = Arrays.copyOf(command, command.length + 1 + how.length);
        all[command.length] = "pass:" + PASSWORD;
        System.arraycopy(how, 0, all, command.length + 1, how.length);
        pem.openssl(all);
    }

    private static StoreFile store(String password, String... parts) throws Exception {
        return new StoreFile(pem.joined("store.pem", parts), password);
    }

    @ParameterizedTest
    @CsvSource({
        "ec.key, ec.crt, EC",
        "ec.sec1, ec.crt, EC",
        "ec.encrypted, ec.crt, EC",
        "ec.des, ec.crt, EC",
        "rsa.key, rsa.crt, RSA",
        "rsa.pkcs1, rsa.crt, RSA",
        "rsa.encrypted, rsa.crt, RSA"
    })
    void aKeyComesWithItsChainInWhateverOrder(String key, String certificate, String algorithm)
            throws Exception {
        KeyStore keys = store(PASSWORD, "notes", "ca.crt", key, "other.crt", certificate).keys();
        assertThat(keys.getKey("1", PASSWORD.toCharArray()))
                .isInstanceOf(PrivateKey.class)
                .extracting(java.security.Key::getAlgorithm)
                .isEqualTo(algorithm);
        assertThat(keys.getCertificateChain("1"))
                .extracting(one -> ((X509Certificate) one).getSubjectX500Principal().getName())
                .containsExactly(
                        "CN=" + certificate.replace(".crt", "") + ",O=Example Hospital", "CN=ca");
    }

    @Test
    void anUnencryptedKeyNeedsNoPassword() throws Exception {
        StoreFile file = store("", "ec.crt", "ec.key");
        assertThat(file.keyManagers()).hasSize(1);
        assertThat(file.certificates(false)).hasSize(1);
    }

    @Test
    void aTrustStoreHasSeveralCertificates() throws Exception {
        StoreFile file = store("", "notes", "ca.crt", "other.crt");
        assertThat(file.certificates(true))
                .extracting(one -> one.getSubjectX500Principal().getName())
                .containsExactlyInAnyOrder("CN=ca", "CN=other");
        assertThat(file.trusted().isCertificateEntry("2")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wrong-one | ec.crt ec.encrypted | a private key that the password does not decrypt",
                "''        | ec.crt ec.encrypted | the password in the configuration is empty",
                "sesame77  | ec.crt ec.scrypt    | an encryption that is not known here",
                "sesame77  | ec.crt ec.weak      | traditional encryption of OpenSSL, which is weak",
                "''        | rsa.crt ec.key      | does not belong to its certificate of CN=rsa",
                "''        | ec.crt rsa.pkcs1    | does not belong to its certificate of CN=ec",
                "''        | ec.crt other.key    | does not belong to its certificate of CN=ec",
                "''        | ec.key              | a private key but no certificate: append",
                "''        | ec.crt              | no private key",
                "''        | ec.crt ec.key rsa.key | 2 private keys"
            })
    void aProblemIsNamedWithItsFile(String password, String parts, String problem)
            throws Exception {
        StoreFile file = store(password, parts.strip().split(" "));
        assertThatThrownBy(file::keys)
                .isInstanceOf(java.io.IOException.class)
                .hasMessageStartingWith("key store " + file.file() + " holds ")
                .hasMessageContaining(problem)
                .hasMessageNotContaining("wrong-one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec.key", "notes"})
    void aTrustStoreWithoutCertificatesIsRefused(String content) throws Exception {
        StoreFile file = store("", content);
        assertThatThrownBy(file::trusted)
                .isInstanceOf(java.io.IOException.class)
                .hasMessageStartingWith("trust store " + file.file());
    }

    @Test
    void aCertificateThatIsCutShortIsCounted() throws Exception {
        String whole = Files.readString(folder.resolve("ca.crt"));
        String cut =
                whole.replaceFirst("(?s)(BEGIN CERTIFICATE-----\\n.{64}\\n).*?\\n-----", "$1-----");
        Files.writeString(folder.resolve("cut.crt"), cut);
        StoreFile file = store("", "ca.crt", "cut.crt");
        assertThatThrownBy(file::trusted)
                .hasMessageContaining("holds a certificate, number 2, that cannot be read");
    }

    @Test
    void theTextMasksThePassword() {
        assertThat(new StoreFile(folder, PASSWORD).toString()).doesNotContain(PASSWORD);
    }
}
