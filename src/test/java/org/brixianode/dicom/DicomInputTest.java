package org.brixianode.dicom;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.galaxy.io.ImageInputStream;
import org.brixianode.testkit.TestObjects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DicomInputTest {

    /** Beyond the limit up to which a value or a sequence is believed at once. */
    private static final int LARGE_BYTES = 1 << 18;

    @TempDir Path folder;

    private final AtomicInteger closes = new AtomicInteger();

    private InputStream counted(byte[] bytes) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public void close() {
                closes.incrementAndGet();
            }
        };
    }

    @Test
    void closesTheFileWithTheStream() throws IOException {
        Path file = folder.resolve("object.dcm");
        Part10.write(file, TestObjects.cr(1));
        DicomInput.open(counted(Files.readAllBytes(file))).close();
        assertThat(closes).hasValue(1);
    }

    /** bus-image throws an unchecked exception there. */
    @Test
    void closesAFileThatIsNotDicom() {
        assertThatThrownBy(
                        () -> DicomInput.open(counted("no DICOM ".repeat(30).getBytes(US_ASCII))))
                .isInstanceOf(Exception.class);
        assertThat(closes).hasValue(1);
    }

    @Test
    void readsSequencesAndValuesOfAnyLengthUpToTheStopTag() throws IOException {
        Attributes object = TestObjects.cr(1);
        Sequence items = object.newSequence(Tag.ReferencedImageSequence, 2);
        for (int size : new int[] {LARGE_BYTES, 2}) {
            Attributes item = new Attributes();
            item.setBytes(Tag.ICCProfile, VR.OB, new byte[size]);
            items.add(item);
        }
        object.setBytes(Tag.RedPaletteColorLookupTableData, VR.OW, new byte[LARGE_BYTES]);
        Path file = folder.resolve("object.dcm");
        Part10.write(file, object);
        try (ImageInputStream in = DicomInput.open(Files.newInputStream(file))) {
            Attributes header = DicomInput.readDataset(in, Tag.PixelData);
            Attributes expected = new Attributes(object, false);
            expected.remove(Tag.PixelData);
            assertThat(header).isEqualTo(expected);
            assertThat(in.tag()).isEqualTo(Tag.PixelData);
        }
        assertThat(Part10.read(file).dataset()).isEqualTo(object);
    }
}
