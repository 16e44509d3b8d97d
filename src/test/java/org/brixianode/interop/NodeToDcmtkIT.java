package org.brixianode.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.dicom.Part10;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.TlsConfig;
import org.brixianode.send.DimseDestination;
import org.brixianode.send.Outcome;
import org.brixianode.send.PeerState;
import org.brixianode.send.SendConfig;
import org.brixianode.send.Sender;
import org.brixianode.send.dimse.DimseConfig;
import org.brixianode.send.dimse.DimseCourier;
import org.brixianode.send.dimse.EchoScu;
import org.brixianode.send.dimse.StoreScu;
import org.brixianode.study.AeTitle;
import org.brixianode.testkit.MemoryOutbox;
import org.brixianode.testkit.Peers;
import org.brixianode.testkit.TestKeys;
import org.brixianode.testkit.TestObjects;
import org.brixianode.testkit.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** We send to DCMTK. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class NodeToDcmtkIT {

    private static final DimseConfig CONFIG =
            new DimseConfig(new AeTitle("BRIXIA"), DimseConfig.Timeouts.DEFAULT, 1 << 16);

    @TempDir Path folder;

    private Path received() throws Exception {
        return Files.createDirectories(folder.resolve("received"));
    }

    private static DimseDestination peer(int port, Optional<TlsConfig> tls) {
        return new DimseDestination("dcmtk", new AeTitle("STORESCP"), "localhost", port, tls);
    }

    private static List<Path> filesIn(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private void deliver(String... options) throws Exception {
        int port = Peers.freePort();
        Attributes image = TestObjects.image(SopClasses.SECONDARY_CAPTURE, 1, 100_000);
        Path file = folder.resolve("result.dcm");
        Part10.write(file, image);
        MemoryOutbox outbox = new MemoryOutbox();
        long id = outbox.add("dcmtk", file);
        try (Tool storescp = Dcmtk.storescp(port, received(), options);
                Sender sender =
                        new Sender(
                                SendConfig.DEFAULT,
                                List.of(
                                        () ->
                                                new DimseCourier(
                                                        CONFIG, peer(port, Optional.empty()))),
                                outbox,
                                Clock.systemUTC(),
                                () -> 0)) {
            sender.start();
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> outbox.state(id) == MemoryOutbox.State.SENT);
            assertThat(storescp.output()).contains("Received Store Request");
        }
        Attributes kept = Part10.read(filesIn(received()).get(0)).dataset();
        assertThat(kept.getBytes(Tag.PixelData)).isEqualTo(image.getBytes(Tag.PixelData));
        assertThat(kept.getString(Tag.PatientName)).isEqualTo("Phantom^1");
    }

    @Test
    void deliversInExplicitLittleEndian() throws Exception {
        deliver();
    }

    @Test
    void deliversToAPeerThatTakesImplicitOnly() throws Exception {
        deliver("+xi");
    }

    @Test
    void sendsFilesInTheirOwnSyntax() throws Exception {
        Path shared = Peers.shared("data/dicom");
        List<Path> files;
        try (Stream<Path> all = Files.list(shared)) {
            files =
                    all.filter(path -> path.getFileName().toString().matches("(cr|dx)-.*"))
                            .sorted()
                            .toList();
        }
        assertThat(files).hasSizeGreaterThan(5);
        int port = Peers.freePort();
        try (Tool storescp = Dcmtk.storescp(port, received(), "+xa")) {
            List<StoreScu.FileOutcome> outcomes =
                    StoreScu.store(CONFIG, peer(port, Optional.empty()), files, done -> {});
            assertThat(outcomes)
                    .hasSameSizeAs(files)
                    .allSatisfy(
                            one ->
                                    assertThat(one.outcome().kind())
                                            .as(one.toString())
                                            .isEqualTo(Outcome.Kind.SENT));
            assertThat(storescp.isAlive()).isTrue();
        }
        assertThat(filesIn(received())).hasSameSizeAs(files);
    }

    @Test
    void tellsOnePeersRefusalFromAnothersAbort() throws Exception {
        Path file = folder.resolve("result.dcm");
        Part10.write(file, TestObjects.image(SopClasses.SECONDARY_CAPTURE, 1, 1000));
        int port = Peers.freePort();
        try (Tool refusing = Dcmtk.storescp(port, received(), "--refuse")) {
            assertThat(EchoScu.echo(CONFIG, peer(port, Optional.empty())).state())
                    .isEqualTo(PeerState.REJECTED);
            assertThat(refusing.isAlive()).isTrue();
        }
        int other = Peers.freePort();
        try (Tool aborting = Dcmtk.storescp(other, received(), "--abort-after")) {
            Outcome outcome =
                    StoreScu.store(CONFIG, peer(other, Optional.empty()), List.of(file), done -> {})
                            .get(0)
                            .outcome();
            assertThat(outcome.kind()).isEqualTo(Outcome.Kind.BROKEN);
            assertThat(aborting.output()).contains("ABORT");
        }
    }

    @Test
    void echoes() throws Exception {
        int port = Peers.freePort();
        try (Tool storescp = Dcmtk.storescp(port, received())) {
            assertThat(EchoScu.echo(CONFIG, peer(port, Optional.empty())).ok()).isTrue();
            assertThat(storescp.output()).contains("Received Echo Request");
        }
    }

    @Test
    void echoesOverTls() throws Exception {
        TestKeys keys = new TestKeys(folder);
        keys.make("node", "localhost");
        keys.make("peer", "localhost");
        int port = Peers.freePort();
        try (Tool storescp =
                Dcmtk.storescp(
                        port,
                        received(),
                        "+tls",
                        keys.keyPem("peer").toString(),
                        keys.certificatePem("peer").toString(),
                        "+cf",
                        keys.certificatePem("node").toString())) {
            Optional<TlsConfig> tls = Optional.of(keys.config("node", "peer", false));
            assertThat(EchoScu.echo(CONFIG, peer(port, tls)))
                    .as(storescp.output())
                    .satisfies(result -> assertThat(result.ok()).as(result.message()).isTrue());
        }
    }
}
