package org.brixianode.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.testkit.Pdus;
import org.brixianode.testkit.TestObjects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Part10NamesTest {

    private static final String EXPLICIT = TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN;

    @TempDir Path folder;

    private Path file(String syntax, byte[] dataset) throws IOException {
        Path file = folder.resolve("object.dcm");
        DurableFile.write(
                file,
                out -> {
                    Part10.writeMeta(out, Part10.fileMeta("1.2", "1.2.3", syntax));
                    out.write(dataset);
                });
        return file;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TransferSyntaxes.IMPLICIT_VR_LITTLE_ENDIAN,
                TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN,
                TransferSyntaxes.EXPLICIT_VR_BIG_ENDIAN,
                TransferSyntaxes.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN,
                TransferSyntaxes.JPEG_BASELINE
            })
    void readsTheNamesBehindSequences(String syntax) throws Exception {
        Attributes image = TestObjects.cr(1);
        Sequence outer = image.newSequence(Tag.RequestAttributesSequence, 2);
        Sequence early = image.newSequence(Tag.ReferencedStudySequence, 2);
        Attributes item = new Attributes();
        item.setString(Tag.StudyInstanceUID, VR.UI, "9.9.9");
        item.setString(Tag.SOPInstanceUID, VR.UI, "8.8.8");
        early.add(item);
        early.add(new Attributes());
        outer.add(new Attributes(item));
        Part10Names names = Part10Names.read(file(syntax, TestObjects.encode(image, syntax)));

        assertThat(names.transferSyntaxUid()).isEqualTo(syntax);
        assertThat(names.sopClassUid()).contains(image.getString(Tag.SOPClassUID));
        assertThat(names.sopInstanceUid()).contains(image.getString(Tag.SOPInstanceUID));
        assertThat(names.studyUid()).contains(image.getString(Tag.StudyInstanceUID));
        assertThat(names.seriesUid()).contains(image.getString(Tag.SeriesInstanceUID));
        assertThat(names.sourceAe()).isEmpty();
    }

    @Test
    void leavesOutWhatIsNotThere() throws Exception {
        Attributes image = TestObjects.cr(1);
        image.remove(Tag.StudyInstanceUID);
        image.setNull(Tag.SeriesInstanceUID, VR.UI);
        Part10Names names = Part10Names.read(file(EXPLICIT, TestObjects.encode(image, EXPLICIT)));
        assertThat(names.studyUid()).isEmpty();
        assertThat(names.seriesUid()).isEmpty();
    }

    /** Real objects with the names cut off must not be read as if they had ended. */
    @Test
    void refusesEveryCutWithinTheNames() throws Exception {
        byte[] whole = TestObjects.encode(TestObjects.cr(1), EXPLICIT);
        int endOfNames = whole.length - TestObjects.SIDE * TestObjects.SIDE - 100;
        int refused = 0;
        for (int length = 1; length < endOfNames; length++) {
            try {
                Part10Names.read(file(EXPLICIT, java.util.Arrays.copyOf(whole, length)));
            } catch (IOException expected) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(endOfNames / 2);
    }

    @Test
    void refusesSequencesWithoutBottom() throws Exception {
        byte[] opening = Pdus.hex("08001011 53510000 ffffffff feff00e0 ffffffff");
        ByteArrayOutputStream nested = new ByteArrayOutputStream();
        for (int i = 0; i < 100_000; i++) {
            nested.writeBytes(opening);
        }
        assertThatThrownBy(() -> Part10Names.read(file(EXPLICIT, nested.toByteArray())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nested deeper");
    }

    @Test
    void refusesADeflatedBomb() throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (DeflaterOutputStream out =
                new DeflaterOutputStream(bomb, new Deflater(Deflater.BEST_COMPRESSION, true))) {
            byte[] element = Pdus.join(Pdus.hex("09000110 4f420000 00001000"), new byte[1 << 20]);
            for (int i = 0; i < 200; i++) {
                out.write(element);
            }
        }
        String deflated = TransferSyntaxes.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN;
        assertThatThrownBy(() -> Part10Names.read(file(deflated, bomb.toByteArray())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bytes before the UIDs");
    }

    @Test
    void refusesAFileWithoutMeta() throws Exception {
        Path file = folder.resolve("bare");
        Files.write(file, TestObjects.encode(TestObjects.cr(1), EXPLICIT));
        assertThatThrownBy(() -> Part10Names.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no file meta information");
        Files.writeString(file, "this is a text, and a text is no DICOM file");
        assertThatThrownBy(() -> Part10Names.read(file)).isInstanceOf(IOException.class);
    }
}
