package org.brixianode.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.brixianode.dicom.TlsConfig;
import org.brixianode.send.DestinationStores;

/** Self-signed keys made by the JDK's own keytool, and stores that trust them. */
public final class TestKeys {

    private static final String PASSWORD = "changeit";

    private final Path folder;

    public TestKeys(Path folder) {
        this.folder = folder;
    }

    /**
     * A key with a certificate for a host.
     *
     * @param name of the store's file
     * @param host a DNS name
     */
    public void make(String name, String host) throws IOException, InterruptedException {
        make(name, host, "-keyalg", "EC", "-groupname", "secp256r1");
    }

    /** The same with a certificate that has expired. */
    public void makeExpired(String name, String host) throws IOException, InterruptedException {
        make(
                name,
                host,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-startdate",
                "-10d",
                "-validity",
                "5");
    }

    /** The same with an RSA key, which serves cipher suites without forward secrecy too. */
    public void makeRsa(String name, String host) throws IOException, InterruptedException {
        make(name, host, "-keyalg", "RSA", "-keysize", "2048");
    }

    private void make(String name, String host, String... key)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-J-XX:TieredStopAtLevel=1",
                                "-genkeypair",
                                "-alias",
                                name,
                                "-dname",
                                "CN=" + name,
                                "-ext",
                                "san=dns:" + host,
                                "-keystore",
                                store(name).toString(),
                                "-storepass",
                                PASSWORD,
                                "-storetype",
                                "PKCS12"));
        command.addAll(List.of(key));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("keytool could not make a key for " + name);
        }
    }

    /** What an end needs that has its own key and trusts another's. */
    public TlsConfig config(String own, String trusted, boolean needClientAuth) throws Exception {
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry(trusted, load(trusted).getCertificate(trusted));
        Path file = folder.resolve(own + "-trusts-" + trusted + ".p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            trust.store(out, PASSWORD.toCharArray());
        }
        return new TlsConfig(store(own), PASSWORD, file, PASSWORD, needClientAuth);
    }

    /** The stores of a destination for one that has its own key and trusts another's. */
    public DestinationStores stores(String own, String trusted) throws Exception {
        TlsConfig config = config(own, trusted, false);
        return new DestinationStores(Optional.of(config.keys()), Optional.of(config.trusted()));
    }

    /** A certificate in the form that other toolkits read. */
    public Path certificatePem(String name) throws Exception {
        return pem(name, "CERTIFICATE", load(name).getCertificate(name).getEncoded());
    }

    /** A private key in the form that other toolkits read. */
    public Path keyPem(String name) throws Exception {
        byte[] key = load(name).getKey(name, PASSWORD.toCharArray()).getEncoded();
        return pem(name, "PRIVATE KEY", key);
    }

    private Path pem(String name, String kind, byte[] bytes) throws IOException {
        String body =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(bytes);
        String text = "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(kind, body, kind);
        return Files.writeString(folder.resolve(name + "-" + kind.charAt(0) + ".pem"), text);
    }

    /** For a plain JDK socket: no key, trusts this one. */
    public SSLContext trusting(String name) throws Exception {
        return context(Optional.empty(), name);
    }

    /** For a plain JDK socket with this key, which trusts another. */
    public SSLContext context(Optional<String> own, String trusted) throws Exception {
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry(trusted, load(trusted).getCertificate(trusted));
        TrustManagerFactory others =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        others.init(trust);
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own.isPresent() ? load(own.get()) : null, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), others.getTrustManagers(), null);
        return context;
    }

    private KeyStore load(String name) throws Exception {
        return KeyStore.getInstance(store(name).toFile(), PASSWORD.toCharArray());
    }

    private Path store(String name) {
        return folder.resolve(name + ".p12");
    }
}
