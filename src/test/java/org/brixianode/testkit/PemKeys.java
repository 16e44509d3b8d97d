package org.brixianode.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.brixianode.dicom.TlsConfig;

/** Keys and certificates in PEM files, made by openssl as a site makes them. */
public final class PemKeys {

    public static final String[] EC = {"ec", "-pkeyopt", "ec_paramgen_curve:P-256"};
    public static final String[] RSA = {"rsa:2048"};

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int VALID_DAYS = 30;

    private final Path folder;

    public PemKeys(Path folder) {
        this.folder = folder;
    }

    public Path file(String name) {
        return folder.resolve(name);
    }

    /** Makes NAME.key and NAME.crt of an authority. */
    public void authority(String name) throws Exception {
        authority(name, name);
    }

    /** The same with another common name. */
    public void authority(String name, String commonName) throws Exception {
        List<String> command = new ArrayList<>(List.of("req", "-x509", "-nodes", "-newkey"));
        command.addAll(List.of(EC));
        command.addAll(List.of("-subj", "/CN=" + commonName, "-days", String.valueOf(VALID_DAYS)));
        command.addAll(List.of("-keyout", path(name + ".key"), "-out", path(name + ".crt")));
        openssl(command.toArray(String[]::new));
    }

    /** Makes NAME.key and NAME.crt for a host. */
    public void issued(String name, String host, String authority, String... key) throws Exception {
        issued(name, host, authority, VALID_DAYS, key);
    }

    /** The same with a certificate that has expired. */
    public void expired(String name, String host, String authority) throws Exception {
        issued(name, host, authority, -1, EC);
    }

    private void issued(String name, String host, String authority, int days, String... key)
            throws Exception {
        List<String> request = new ArrayList<>(List.of("req", "-nodes", "-newkey"));
        request.addAll(List.of(key));
        request.addAll(List.of("-subj", "/O=Example Hospital/CN=" + name));
        request.addAll(List.of("-keyout", path(name + ".key"), "-out", path(name + ".csr")));
        openssl(request.toArray(String[]::new));
        Files.writeString(file(name + ".ext"), "subjectAltName=DNS:" + host + "\n");
        openssl(
                "x509",
                "-req",
                "-in",
                path(name + ".csr"),
                "-CA",
                path(authority + ".crt"),
                "-CAkey",
                path(authority + ".key"),
                "-CAcreateserial",
                "-days",
                String.valueOf(days),
                "-extfile",
                path(name + ".ext"),
                "-out",
                path(name + ".crt"));
    }

    /** One file with the contents of others. */
    public Path joined(String name, String... parts) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String part : parts) {
            text.append(Files.readString(file(part)));
        }
        return Files.writeString(file(name), text.toString());
    }

    /** An end with its own key and chain that trusts an authority; no file has a password. */
    public TlsConfig config(String own, String trusted, boolean needClientAuth) throws IOException {
        return new TlsConfig(
                joined(own + ".pem", own + ".crt", own + ".key"),
                "",
                file(trusted + ".crt"),
                "",
                needClientAuth);
    }

    /** Runs openssl. */
    public void openssl(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Peers.program("openssl")));
        command.addAll(List.of(arguments));
        Tool.Result result = Tool.run(LIMIT, command.toArray(String[]::new));
        if (result.exitCode() != 0) {
            throw new IOException(String.join(" ", command) + "\n" + result.output());
        }
    }

    public String path(String name) {
        return file(name).toString();
    }
}
