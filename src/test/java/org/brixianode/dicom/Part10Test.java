package org.brixianode.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.testkit.ReportFixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class Part10Test {

    private static final int PRIVATE = 0x00291010;

    @TempDir Path folder;

    private Path write(Attributes dataset) throws IOException {
        Path file = folder.resolve("object.dcm");
        Part10.write(file, dataset);
        return file;
    }

    @Test
    void aHeaderIsReadWithoutItsBulkyValues() throws IOException {
        Attributes dataset = ReportFixtures.sourceHeader();
        String study = dataset.getString(Tag.StudyInstanceUID);
        dataset.setBytes(PRIVATE, VR.OB, new byte[1 << 20]);
        dataset.setInt(Tag.Rows, VR.US, 512);
        Path file = write(dataset);

        Attributes header = Part10.readHeader(file).dataset();

        assertThat(header.contains(PRIVATE)).isFalse();
        assertThat(header.getString(Tag.StudyInstanceUID)).isEqualTo(study);
        assertThat(header.getInt(Tag.Rows, 0)).as("what follows").isEqualTo(512);
        assertThat(RawValues.of(Part10.read(file).dataset(), PRIVATE)).hasSize(1 << 20);
    }

    /** Each takes some hundred bytes of memory for eight of the file. */
    @Test
    void aHeaderOfVeryManyItemsIsNotRead() throws IOException {
        Attributes dataset = ReportFixtures.sourceHeader();
        Sequence items = dataset.newSequence(Tag.ReferencedImageSequence, 10);
        for (int i = 0; i < 100_001; i++) {
            items.add(new Attributes(0));
        }
        Path file = write(dataset);

        assertThatThrownBy(() -> Part10.readHeader(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("implausibly large");
    }
}
