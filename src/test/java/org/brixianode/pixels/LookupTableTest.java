package org.brixianode.pixels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.junit.jupiter.api.Test;

final class LookupTableTest {

    /** Expected: pydicom 3.0.2 apply_voi. */
    @Test
    void agreesWithPydicom() {
        LookupTable table =
                LookupTable.of(item(VR.US, 4, 100, 12, 0, 1000, 3000, 4095), false).orElseThrow();
        int[] inputs = {0, 99, 100, 101, 102, 103, 104, 4000};
        assertThat(IntStream.of(inputs).map(table::entry))
                .containsExactly(0, 0, 0, 1000, 3000, 4095, 4095, 4095);
        assertThat(table.fraction(101)).isEqualTo(1000 / 4095.0);
        assertThat(table.fraction(9999)).isEqualTo(1);
    }

    /** PS3.3 C.11.2.1.1 has 65535 as white; cornerstone and others show what is meant. */
    @Test
    void theLargestEntryIsWhiteWhereTheDeclaredBitsAreNotUsed() {
        assertWhite(16, 4095, 4095);
        assertWhite(16, 3000, 3000);
        assertWhite(16, 32767, 32767);
        assertWhite(16, 32768, 65535);
        assertWhite(12, 3000, 4095);
        assertWhite(12, 200, 200);
        assertWhite(10, 4095, 4095);
    }

    private static void assertWhite(int bits, int largest, int white) {
        LookupTable table =
                LookupTable.of(item(VR.US, 3, 0, bits, 0, largest / 2, largest), false)
                        .orElseThrow();
        assertThat(table.fraction(2)).as("%d bits", bits).isEqualTo(largest / (double) white);
        assertThat(table.fraction(1)).isEqualTo(largest / 2 / (double) white);
    }

    @Test
    void aTableMayLackAFewEntries() {
        int[] entries = IntStream.range(0, 4090).toArray();
        LookupTable table = LookupTable.of(item(VR.US, 4096, 0, 12, entries), false).orElseThrow();
        assertThat(table.entry(4089)).isEqualTo(4089);
        assertThat(table.entry(4095)).isEqualTo(4089);
        assertThat(LookupTable.of(item(VR.US, 8192, 0, 12, entries), false)).isEmpty();
    }

    @Test
    void aCountOf0Means65536() {
        int[] entries = IntStream.range(0, 65536).toArray();
        LookupTable table = LookupTable.of(item(VR.US, 0, 0, 16, entries), false).orElseThrow();
        assertThat(table.entry(40000)).isEqualTo(40000);
        assertThat(table.fraction(65535)).isEqualTo(1);
    }

    @Test
    void theFirstMappedValueIsSignedIfTheVrOrTheInputIs() {
        assertThat(LookupTable.of(item(VR.SS, 2, -50, 8, 1, 2), false).orElseThrow().firstMapped())
                .isEqualTo(-50);
        assertThat(LookupTable.of(item(VR.US, 2, 65486, 8, 1, 2), true).orElseThrow().firstMapped())
                .isEqualTo(-50);
        assertThat(
                        LookupTable.of(item(VR.US, 2, 65486, 8, 1, 2), false)
                                .orElseThrow()
                                .firstMapped())
                .isEqualTo(65486);
    }

    @Test
    void entriesOf8BitsMayBePackedIntoWords() {
        for (boolean bigEndian : new boolean[] {false, true}) {
            Attributes item = new Attributes(bigEndian);
            item.setInt(Tag.LUTDescriptor, VR.US, 4, 0, 8);
            item.setInt(Tag.LUTData, VR.OW, 0x0201, 0x0403);
            LookupTable table = LookupTable.of(item, false).orElseThrow();
            assertThat(table.entries()).as("big endian %s", bigEndian).containsExactly(1, 2, 3, 4);
        }
    }

    @Property
    void bothByteOrdersGiveTheSameTable(@ForAll short[] words) {
        int[] entries = new int[words.length];
        for (int i = 0; i < words.length; i++) {
            entries[i] = words[i] & 0xffff;
        }
        if (entries.length == 0) {
            return;
        }
        Attributes little = item(VR.US, entries.length, 0, 16, entries);
        Attributes big = new Attributes(little, true);
        assertThat(LookupTable.of(little, false).orElseThrow().entries()).isEqualTo(entries);
        assertThat(LookupTable.of(big, false).orElseThrow().entries()).isEqualTo(entries);
    }

    @Test
    void aTableThatCannotBeIsNone() {
        assertThat(LookupTable.of(new Attributes(), false)).isEmpty();
        assertThat(LookupTable.of(item(VR.US, 9, 0, 12, 1, 2, 3), false)).isEmpty();
        assertThat(LookupTable.of(item(VR.US, 2, 0, 17, 1, 2), false)).isEmpty();
        assertThat(LookupTable.of(item(VR.US, 2, 0, 0, 1, 2), false)).isEmpty();
    }

    private static Attributes item(VR vr, int count, int first, int bits, int... entries) {
        Attributes item = new Attributes();
        item.setInt(Tag.LUTDescriptor, vr, count, first, bits);
        item.setInt(Tag.LUTData, VR.US, entries);
        return item;
    }
}
