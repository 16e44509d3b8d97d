package org.brixianode.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.brixianode.dicom.TlsConfig;
import org.brixianode.ops.AlarmKind;
import org.brixianode.testkit.TestKeys;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that keytool makes, which are valid for 90 days. */
final class CertificatesTest {

    private static final Duration VALID = Duration.ofDays(90);

    @TempDir static Path folder;

    private static TlsConfig stores;
    private static Instant made;

    @BeforeAll
    static void make() throws Exception {
        TestKeys keys = new TestKeys(folder);
        keys.make("node", "localhost");
        keys.make("peer", "localhost");
        stores = keys.config("node", "peer", true);
        made = Instant.now();
    }

    private static Certificates watched(Path file, boolean trust, boolean kept) {
        WatchedNode.Store store = store("dicom.tls key-store", file, trust, kept);
        return new Certificates(() -> List.of(store), () -> Duration.ofDays(30));
    }

    private static WatchedNode.Store store(String name, Path file, boolean trust, boolean kept) {
        return new WatchedNode.Store(name, file, stores.keyStorePassword(), trust, kept);
    }

    private static List<AlarmKind> kinds(Certificates certificates, Instant now) {
        return certificates.check(now).stream().map(Finding::kind).toList();
    }

    @Test
    void aCertificateIsValidThenExpiresThenHasExpired() {
        Certificates keys = watched(stores.keyStore(), false, true);
        assertThat(kinds(keys, made)).isEmpty();
        assertThat(kinds(keys, made.plus(VALID).minus(Duration.ofDays(29))))
                .containsExactly(AlarmKind.CERTIFICATE_EXPIRES);
        assertThat(kinds(keys, made.plus(VALID).plus(Duration.ofDays(1))))
                .containsExactly(AlarmKind.CERTIFICATE_EXPIRED);
        assertThat(keys.check(made.plus(VALID).minus(Duration.ofHours(228))).get(0).text())
                .startsWith("a certificate of dicom.tls key-store expires in 9 d")
                .contains("Renew it in ")
                .doesNotContain("restart")
                .doesNotContain(stores.keyStorePassword());
        assertThat(kinds(keys, made.minus(Duration.ofDays(2))))
                .containsExactly(AlarmKind.CERTIFICATE_EXPIRED);
    }

    @Test
    void thoseOfDestinationsThatAReloadAddsAreWatchedAndThoseThatItRemovesNoMore() {
        List<WatchedNode.Store> inUse = new ArrayList<>();
        Certificates certificates = new Certificates(() -> inUse, () -> Duration.ofDays(30));
        Instant late = made.plus(VALID).plus(Duration.ofDays(1));
        assertThat(certificates.check(late)).isEmpty();
        inUse.add(store("destination pacs key-store", stores.keyStore(), false, false));
        assertThat(kinds(certificates, late)).containsExactly(AlarmKind.CERTIFICATE_EXPIRED);
        inUse.clear();
        assertThat(certificates.check(late)).isEmpty();
    }

    @Test
    void theTrustStoreToo() {
        Certificates trusted = watched(stores.trustStore(), true, false);
        assertThat(kinds(trusted, made)).isEmpty();
        assertThat(kinds(trusted, made.plus(VALID).plus(Duration.ofDays(1))))
                .containsExactly(AlarmKind.CERTIFICATE_EXPIRED);
    }

    @Test
    void aStoreThatIsGoneIsAnAlarmUntilItIsBack() throws Exception {
        Path file = folder.resolve("moved.p12");
        Files.copy(stores.keyStore(), file, StandardCopyOption.REPLACE_EXISTING);
        Certificates keys = watched(file, false, false);
        assertThat(kinds(keys, made)).isEmpty();
        Files.delete(file);
        assertThat(keys.check(made).get(0).text()).contains("cannot be read");
        Files.copy(stores.keyStore(), file);
        assertThat(kinds(keys, made)).isEmpty();
    }

    @Test
    void aRenewedFileEndsTheAlarm() throws Exception {
        Path file = folder.resolve("renewed.p12");
        TestKeys keys = new TestKeys(folder);
        keys.makeExpired("expired", "localhost");
        Files.copy(folder.resolve("expired.p12"), file, StandardCopyOption.REPLACE_EXISTING);
        Certificates certificates = watched(file, false, true);
        assertThat(kinds(certificates, made)).containsExactly(AlarmKind.CERTIFICATE_EXPIRED);
        Files.copy(stores.keyStore(), file, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(file, FileTime.from(made.plus(Duration.ofDays(1))));
        assertThat(certificates.check(made)).isEmpty();
        Files.writeString(file, "half a file");
        assertThat(certificates.check(made).get(0).text())
                .contains("cannot be read", "What was read before stays in use");
    }
}
