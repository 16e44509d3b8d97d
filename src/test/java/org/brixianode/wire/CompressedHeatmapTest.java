package org.brixianode.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.dicom.LosslessCompression;
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

/** Heatmaps, which lie deflated on the disk, reach every peer without loss in what it takes. */
final class CompressedHeatmapTest {

    private static final String SC = SopClasses.SECONDARY_CAPTURE;
    private static final String EXPLICIT = TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final String DEFLATED = TransferSyntaxes.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN;
    private static final String JPEG = TransferSyntaxes.JPEG_LOSSLESS_SV1;
    private static final String RLE = TransferSyntaxes.RLE_LOSSLESS;
    private static final int SIDE = 100;

    @TempDir private Path folder;

    private Attributes heatmap;
    private Path file;

    @BeforeEach
    void write() throws Exception {
        heatmap = TestObjects.image(SC, 1, SIDE * SIDE * 3);
        heatmap.setInt(Tag.Rows, VR.US, SIDE);
        heatmap.setInt(Tag.Columns, VR.US, SIDE);
        heatmap.setInt(Tag.SamplesPerPixel, VR.US, 3);
        heatmap.setInt(Tag.PlanarConfiguration, VR.US, 0);
        file = folder.resolve("deflated.dcm");
        Part10.writeDeflated(file, heatmap);
    }

    private TestPacs.Stored stored(Compression compression, String... accepted) throws Exception {
        try (TestPacs pacs = TestPacs.start(Set.of(SC), accepted)) {
            DimseDestination peer =
                    new DimseDestination(
                            "pacs",
                            new AeTitle(TestPacs.TITLE),
                            "127.0.0.1",
                            pacs.port(),
                            Optional.empty(),
                            compression);
            Outcome outcome =
                    StoreScu.store(
                                    DimseConfig.defaults(new AeTitle("BRIXIA")),
                                    peer,
                                    List.of(file),
                                    done -> {})
                            .get(0)
                            .outcome();
            assertThat(outcome.kind()).isEqualTo(Outcome.Kind.SENT);
            return pacs.stored().get(0);
        }
    }

    private void arrives(Compression compression, String arrival, String... accepted)
            throws Exception {
        TestPacs.Stored stored = stored(compression, accepted);
        assertThat(stored.transferSyntaxUid()).isEqualTo(arrival);
        if (LosslessCompression.SYNTAXES.contains(arrival)) {
            LosslessCompression.compress(heatmap, arrival);
            assertThat(stored.dataset()).isEqualTo(TestObjects.encode(heatmap, EXPLICIT));
        }
    }

    @Test
    void asJpegLosslessForAPeerThatTakesBoth() throws Exception {
        arrives(Compression.PIXELS, JPEG, RLE, JPEG, EXPLICIT, DEFLATED);
    }

    @Test
    void asRleForAPeerThatTakesNoJpeg() throws Exception {
        arrives(Compression.PIXELS, RLE, RLE, EXPLICIT);
    }

    @Test
    void uncompressedForAPeerThatTakesNeither() throws Exception {
        arrives(Compression.PIXELS, EXPLICIT, EXPLICIT);
    }

    @Test
    void uncompressedWhereThatIsWanted() throws Exception {
        arrives(Compression.NONE, EXPLICIT, RLE, JPEG, EXPLICIT);
    }

    @Test
    void deflatedWhereThatIsWanted() throws Exception {
        arrives(Compression.STORED, DEFLATED, RLE, JPEG, EXPLICIT, DEFLATED);
    }

    /** Japanese, with escape sequences (PS3.5 6.1.2.5 and H.3.1). */
    @Test
    void asJpegLosslessWithANameInACodeExtension() throws Exception {
        heatmap.setString(Tag.SpecificCharacterSet, VR.CS, "", "ISO 2022 IR 87");
        byte[] name = "Yamada^Tarou=\u001b$B;3ED\u001b(B^\u001b$BB@O:\u001b(B".getBytes(US_ASCII);
        heatmap.setBytes(Tag.PatientName, VR.PN, name);
        Part10.writeDeflated(file, heatmap);

        TestPacs.Stored stored = stored(Compression.PIXELS, JPEG, EXPLICIT);
        assertThat(stored.transferSyntaxUid()).isEqualTo(JPEG);
        assertThat(stored.dataset()).containsSequence(name);
    }
}
