package org.brixianode.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.junit.jupiter.api.Test;

final class SpareBitsTest {

    private static final int SIDE = 256;

    private final Attributes header = new Attributes();

    /** A smooth picture of 12 bits with noise and one hard edge, row by row. */
    private static short[] picture(int add) {
        Random random = new Random(7);
        short[] cells = new short[SIDE * SIDE];
        for (int i = 0; i < cells.length; i++) {
            double x = i % SIDE / (double) SIDE;
            double y = i / SIDE / (double) SIDE;
            double value = 2000 + 1900 * Math.sin(9 * x) * Math.cos(5 * y) + random.nextInt(30);
            cells[i] = (short) (add + (x > 0.9 && y > 0.9 ? 4095 : value));
        }
        return cells;
    }

    private static PixelFormat format(int stored, int highBit, boolean signed) {
        return new PixelFormat(SIDE, SIDE, 16, stored, highBit, signed);
    }

    private SpareBits look(short[] cells, PixelFormat format) throws NotScorable {
        return SpareBits.of(cells, format, header);
    }

    @Test
    void spareBitsAreReadIfTheyRemoveDiscontinuities() throws NotScorable {
        for (int stored = 8; stored < 12; stored++) {
            SpareBits bits = look(picture(0), format(stored, stored - 1, false));
            assertThat(bits.format()).isEqualTo(format(12, 11, false));
            assertThat(bits.remarks())
                    .containsExactly(
                            "The header says %d bits per pixel; the image has 12 and was read accordingly."
                                    .formatted(stored));
        }
    }

    @Test
    void signedValuesMayNeedMoreBitsToo() throws NotScorable {
        SpareBits bits = look(picture(-2000), format(11, 10, true));
        assertThat(bits.format()).isEqualTo(format(16, 15, true));
        assertThat(bits.remarks()).hasSize(1);
    }

    @Test
    void aRightHeaderIsLeftAlone() throws NotScorable {
        assertUntouched(picture(0), format(12, 11, false));
        assertUntouched(picture(0), format(16, 15, false));
        assertUntouched(picture(-2000), format(13, 12, true));
        short[] left = picture(0);
        for (int i = 0; i < left.length; i++) {
            left[i] <<= 4;
        }
        assertUntouched(left, format(12, 15, false));
    }

    @Test
    void aDeclaredOverlayIsNoPartOfThePicture() throws NotScorable {
        short[] cells = withGraphics(picture(0), 1 << 13);
        header.setInt(Tag.OverlayBitsAllocated, VR.US, 16);
        header.setInt(Tag.OverlayBitPosition, VR.US, 13);
        assertUntouched(cells, format(12, 11, false));
        int second = Tag.OverlayBitPosition | 0x20000;
        header.setInt(second, VR.US, 15);
        header.setInt(Tag.OverlayBitsAllocated | 0x20000, VR.US, 16);
        assertUntouched(withGraphics(cells, 1 << 15), format(12, 11, false));
        assertThat(look(cells, format(10, 9, false)).format()).isEqualTo(format(12, 11, false));
    }

    @Test
    void otherBitsAreIgnoredAsTheStandardHasIt() throws NotScorable {
        for (int graphics : new int[] {1 << 12, 1 << 15, 0xf000}) {
            SpareBits bits = look(withGraphics(picture(0), graphics), format(12, 11, false));
            assertThat(bits.format()).isEqualTo(format(12, 11, false));
            assertThat(bits.remarks())
                    .containsExactly(
                            "Bits above the High Bit that are no declared overlay were ignored.");
        }
    }

    @Test
    void aHighBitAboveThePictureIsMended() throws NotScorable {
        SpareBits bits = look(picture(0), format(12, 15, false));
        assertThat(bits.format()).isEqualTo(format(12, 11, false));
        assertThat(bits.remarks()).hasSize(1);
    }

    @Test
    void ambiguousBitsAreRefused() {
        Random random = new Random(3);
        short[] cells = new short[SIDE * SIDE];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = (short) random.nextInt(1 << 16);
        }
        assertThatThrownBy(() -> look(cells, format(10, 9, false)))
                .isInstanceOf(NotScorable.class)
                .hasMessage(
                        "pixel data uses bits above the High Bit (9) of its header, and it is unclear which bits are the image");
    }

    private void assertUntouched(short[] cells, PixelFormat format) throws NotScorable {
        assertThat(look(cells, format).format()).isEqualTo(format);
        assertThat(look(cells, format).remarks()).isEmpty();
    }

    /** Letters of vertical bars. */
    private static short[] withGraphics(short[] cells, int bits) {
        short[] drawn = cells.clone();
        for (int y = 20; y < 60; y++) {
            for (int x = 20; x < 200; x += 7) {
                drawn[y * SIDE + x] |= (short) bits;
            }
        }
        return drawn;
    }
}
