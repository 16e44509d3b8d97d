package org.brixianode.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.brixianode.dicom.TlsConfig;

/** Self-signed keys made by the JDK's own keytool, and stores that trust them. */
public final class TestKeys {

    private static final String PASSWORD = "changeit";

    private final Path folder;

    public TestKeys(Path folder) {
        this.folder = folder;
    }

    /**
     * A key for a host name, and a store with the certificates of others.
     *
     * @param name of the files
     * @param host for which the certificate is
     */
    public void make(String name, String host) throws Exception {
        keytool(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:" + host,
                "-keystore",
                store(name).toString());
        keytool(
                "-exportcert",
                "-alias",
                name,
                "-keystore",
                store(name).toString(),
                "-rfc",
                "-file",
                certificate(name).toString());
    }

    /** What an end needs that has its own key and trusts another's. */
    public TlsConfig config(String own, String trusted, boolean needClientAuth) throws Exception {
        Path trust = folder.resolve(own + "-trusts-" + trusted + ".p12");
        if (!Files.exists(trust)) {
            keytool(
                    "-importcert",
                    "-noprompt",
                    "-alias",
                    trusted,
                    "-file",
                    certificate(trusted).toString(),
                    "-keystore",
                    trust.toString());
        }
        return new TlsConfig(store(own), PASSWORD, trust, PASSWORD, needClientAuth);
    }

    public Path store(String name) {
        return folder.resolve(name + ".p12");
    }

    public Path certificate(String name) {
        return folder.resolve(name + ".pem");
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new java.util.ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD, "-storetype", "PKCS12"));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("keytool failed: " + arguments[0]);
        }
    }
}
