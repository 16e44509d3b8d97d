package org.brixianode.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.brixianode.dicom.Deflation;
import org.brixianode.dicom.Part10;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.send.Compression;
import org.brixianode.send.DimseDestination;
import org.brixianode.send.Outcome;
import org.brixianode.send.dimse.DimseConfig;
import org.brixianode.send.dimse.StoreScu;
import org.brixianode.study.AeTitle;
import org.brixianode.testkit.TestObjects;
import org.brixianode.testkit.TestPacs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects that lie deflated on the disk reach every peer in a syntax that it takes. */
final class DeflatedObjectsTest {

    private static final String SEG = SopClasses.SEGMENTATION;
    private static final String EXPLICIT = TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final String IMPLICIT = TransferSyntaxes.IMPLICIT_VR_LITTLE_ENDIAN;
    private static final String DEFLATED = TransferSyntaxes.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN;

    @TempDir private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("deflated.dcm");
        Part10.writeDeflated(file, TestObjects.image(SEG, 1, 50_000));
    }

    private static Outcome.Kind send(TestPacs pacs, Compression compressed, Path sent)
            throws InterruptedException {
        DimseDestination peer =
                new DimseDestination(
                        "pacs",
                        new AeTitle(TestPacs.TITLE),
                        "127.0.0.1",
                        pacs.port(),
                        Optional.empty(),
                        compressed);
        DimseConfig config = DimseConfig.defaults(new AeTitle("BRIXIA"));
        return StoreScu.store(config, peer, List.of(sent), done -> {}).get(0).outcome().kind();
    }

    private void arrives(Compression compressed, String arrival, String... accepted)
            throws Exception {
        try (TestPacs pacs = TestPacs.start(Set.of(SEG), accepted)) {
            assertThat(send(pacs, compressed, file)).isEqualTo(Outcome.Kind.SENT);
            TestPacs.Stored stored = pacs.stored().get(0);
            assertThat(stored.transferSyntaxUid()).isEqualTo(arrival);
            String encoding = arrival.equals(DEFLATED) ? EXPLICIT : arrival;
            byte[] expected = TestObjects.encode(TestObjects.image(SEG, 1, 50_000), encoding);
            byte[] plain =
                    arrival.equals(DEFLATED)
                            ? Deflation.inflated(new ByteArrayInputStream(stored.dataset()))
                                    .readAllBytes()
                            : stored.dataset();
            assertThat(plain).isEqualTo(expected);
        }
    }

    @Test
    void uncompressedByDefaultAlsoWhereThePeerTakesBoth() throws Exception {
        arrives(Compression.PIXELS, EXPLICIT, DEFLATED, EXPLICIT, IMPLICIT);
    }

    @Test
    void implicitlyForAPeerThatTakesNothingElse() throws Exception {
        arrives(Compression.PIXELS, IMPLICIT, IMPLICIT);
    }

    @Test
    void asItIsWhereThatIsWantedAndAccepted() throws Exception {
        arrives(Compression.STORED, DEFLATED, DEFLATED, EXPLICIT);
    }

    @Test
    void uncompressedWhereItIsWantedAndNotAccepted() throws Exception {
        arrives(Compression.STORED, EXPLICIT, EXPLICIT);
    }

    @Test
    void aDamagedStreamIsNeverTakenForTheWhole() throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        Path cut = folder.resolve("cut.dcm");
        Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length - 40));
        try (TestPacs pacs = TestPacs.start(Set.of(SEG), EXPLICIT)) {
            assertThat(send(pacs, Compression.NONE, cut)).isEqualTo(Outcome.Kind.UNREADABLE);
            assertThat(pacs.stored()).isEmpty();
        }
    }
}
