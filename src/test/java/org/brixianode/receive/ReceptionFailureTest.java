package org.brixianode.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.brixianode.dicom.TlsConfig;
import org.brixianode.study.AeTitle;
import org.brixianode.testkit.RecordingIntake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that fails says which part it was: each has an exit code of its own. */
final class ReceptionFailureTest {

    @TempDir Path folder;

    private ReceptionFailure failure(int port, Optional<TlsConfig> tls) {
        ReceiveConfig config =
                new ReceiveConfig(
                        new AeTitle("BRIXIA"),
                        "127.0.0.1",
                        port,
                        Set.of(),
                        Set.of(),
                        ReceiveConfig.Associations.DEFAULT,
                        1 << 16,
                        1 << 20,
                        ReceiveConfig.Timeouts.DEFAULT,
                        new ReceiveConfig.DiskMarks(0, 0),
                        folder.resolve("spool"),
                        tls);
        StoreScp scp = new StoreScp(config, new RecordingIntake(), Clock.systemUTC());
        return catchThrowableOfType(ReceptionFailure.class, scp::start);
    }

    private TlsConfig missing() {
        Path absent = folder.resolve("absent.p12");
        return new TlsConfig(absent, "secret", absent, "secret", true);
    }

    @Test
    void thePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            ReceptionFailure failure = failure(taken.getLocalPort(), Optional.empty());
            assertThat(failure.part()).isEqualTo(ReceptionFailure.Part.PORT);
            assertThat(failure)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("is the node running already");
        }
        assertThat(failure(0, Optional.of(missing())).part())
                .as("the spool is free again")
                .isEqualTo(ReceptionFailure.Part.TLS_STORES);
    }

    @Test
    void aKeyStoreIsMissing() {
        ReceptionFailure failure = failure(0, Optional.of(missing()));
        assertThat(failure.part()).isEqualTo(ReceptionFailure.Part.TLS_STORES);
        assertThat(failure)
                .hasMessageContaining(folder.resolve("absent.p12").toString())
                .hasMessageContaining("dicom.tls")
                .message()
                .doesNotContain("secret");
    }

    @Test
    void theSpoolIsAFile() throws Exception {
        Files.createFile(folder.resolve("spool"));
        assertThat(failure(0, Optional.empty()).part()).isEqualTo(ReceptionFailure.Part.SPOOL);
    }
}
