package org.brixianode.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;
import org.junit.jupiter.api.Test;

/** What is kept of a header, and how much at most. */
final class ObjectHeaderTest {

    private static final byte[] NAME = {'A', '^', (byte) 0xfc, ' '};

    private final Attributes header = new Attributes();

    private boolean isKept() {
        return ObjectHeader.copyOf("1.2", header).isPresent();
    }

    @Test
    void decodingTheHeaderLeavesTheCopyAsItCame() {
        header.setBytes(Tag.PatientName, VR.PN, NAME);
        Attributes copy = ObjectHeader.copyOf("1.2", header).orElseThrow().dataset();
        assertThat(header.getString(Tag.PatientName)).isNotNull();
        assertThat(copy.getValue(Tag.PatientName)).isEqualTo(NAME);
    }

    @Test
    void aValueThatIsTooLongIsNotKept() {
        header.setBytes(Tag.TextValue, VR.UT, new byte[ObjectHeader.MOST_BYTES / 2]);
        assertThat(isKept()).isTrue();
        header.setBytes(Tag.TextValue, VR.UT, new byte[ObjectHeader.MOST_BYTES]);
        assertThat(isKept()).isFalse();
    }

    @Test
    void emptyItemsAreCounted() {
        Sequence items = header.newSequence(Tag.ReferencedImageSequence, 1);
        for (int i = 0; i < 100; i++) {
            items.add(new Attributes());
        }
        assertThat(isKept()).isTrue();
        for (int i = 0; i < 10_000; i++) {
            items.add(new Attributes());
        }
        assertThat(isKept()).isFalse();
    }

    @Test
    void privateValuesAreNotKept() {
        header.setString(0x00430010, VR.LO, "MAKER");
        header.setBytes(0x00431001, VR.OB, new byte[ObjectHeader.MOST_BYTES]);
        Attributes copy = ObjectHeader.copyOf("1.2", header).orElseThrow().dataset();
        assertThat(copy.contains(0x00431001)).isTrue();
        assertThat(copy.containsValue(0x00431001)).isFalse();
    }
}
