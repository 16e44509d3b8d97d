package org.brixianode.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.dicom.SopClasses;
import org.junit.jupiter.api.Test;

final class GreyScaleTest {

    private static final short[] CELLS = {0, 1000, 2000, 3000};

    private final Attributes header = new Attributes();

    GreyScaleTest() {
        header.setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2");
    }

    @Test
    void aWindowIsAppliedAfterTheRescale() throws NotScorable {
        header.setDouble(Tag.RescaleSlope, VR.DS, 2);
        header.setDouble(Tag.RescaleIntercept, VR.DS, -1000);
        window(1000, 4000, "LINEAR_EXACT");
        assertShown(0, 0.5, 1, 1);
    }

    @Test
    void monochrome1AndInverseTurnThePictureOverOnce() throws NotScorable {
        window(1500, 3000, "LINEAR_EXACT");
        assertShown(0, 1 / 3.0, 2 / 3.0, 1);
        header.setString(Tag.PresentationLUTShape, VR.CS, "INVERSE");
        assertShown(1, 2 / 3.0, 1 / 3.0, 0);
        header.setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME1");
        assertShown(1, 2 / 3.0, 1 / 3.0, 0);
        header.setString(Tag.PresentationLUTShape, VR.CS, "IDENTITY");
        assertShown(1, 2 / 3.0, 1 / 3.0, 0);
    }

    @Test
    void aVoiLutPrecedesAWindow() throws NotScorable {
        window(1500, 3000, "LINEAR_EXACT");
        Attributes item = new Attributes();
        item.setInt(Tag.LUTDescriptor, VR.US, 2, 1000, 8);
        item.setInt(Tag.LUTData, VR.US, 51, 204);
        header.newSequence(Tag.VOILUTSequence, 1).add(item);
        assertShown(0.2, 0.2, 0.8, 0.8);
    }

    @Test
    void aDamagedVoiLutLeavesTheWindow() throws NotScorable {
        window(1500, 3000, "LINEAR_EXACT");
        header.newSequence(Tag.VOILUTSequence, 1).add(new Attributes());
        assertShown(0, 1 / 3.0, 2 / 3.0, 1);
    }

    @Test
    void theFirstChoiceThatShowsTheImageIsTaken() throws NotScorable {
        Attributes elsewhere = new Attributes();
        elsewhere.setInt(Tag.LUTDescriptor, VR.US, 2, 40000, 8);
        elsewhere.setInt(Tag.LUTData, VR.US, 0, 255);
        header.newSequence(Tag.VOILUTSequence, 2).add(elsewhere);
        header.setString(Tag.WindowCenter, VR.DS, "60000", "1500");
        header.setString(Tag.WindowWidth, VR.DS, "10", "3000");
        header.setString(Tag.VOILUTFunction, VR.CS, "LINEAR_EXACT");
        assertShown(0, 1 / 3.0, 2 / 3.0, 1);
        Attributes table = new Attributes();
        table.setInt(Tag.LUTDescriptor, VR.US, 2, 1000, 8);
        table.setInt(Tag.LUTData, VR.US, 51, 204);
        header.getSequence(Tag.VOILUTSequence).add(table);
        assertShown(0.2, 0.2, 0.8, 0.8);
    }

    @Test
    void aWindowThatLeavesASilhouetteIsNotHeeded() throws NotScorable {
        window(1500, 1, "LINEAR");
        assertShown(0, 1 / 3.0, 2 / 3.0, 1);
        window(1500, 0, "LINEAR");
        assertShown(0, 1 / 3.0, 2 / 3.0, 1);
    }

    @Test
    void aTableOf12BitsDeclaredAs16IsShownAsMeant() throws NotScorable {
        Attributes table = new Attributes();
        table.setInt(Tag.LUTDescriptor, VR.US, 4, 0, 16);
        table.setInt(Tag.LUTData, VR.US, 0, 1000, 2000, 4000);
        header.newSequence(Tag.VOILUTSequence, 1).add(table);
        float[] shown = shown((short) 0, (short) 1, (short) 2, (short) 3);
        assertThat(shown).containsExactly(0, 0.25f, 0.5f, 1);
    }

    @Test
    void withoutAWindowTheValuesAreSpread() throws NotScorable {
        assertShown(0, 1 / 3.0, 2 / 3.0, 1);
    }

    @Test
    void aWindowThatShowsNothingIsNotHeeded() throws NotScorable {
        window(60000, 10, "LINEAR");
        assertShown(0, 1 / 3.0, 2 / 3.0, 1);
    }

    @Test
    void paddingIsBlackAndTakesNoPartInTheSpread() throws NotScorable {
        header.setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME1");
        header.setInt(Tag.PixelPaddingValue, VR.US, 3000);
        assertShown(1, 0.5, 0, 0);
        header.setInt(Tag.PixelPaddingRangeLimit, VR.US, 2000);
        assertShown(1, 0, 0, 0);
    }

    @Test
    void paddingMayBeSigned() throws NotScorable {
        header.setInt(Tag.PixelPaddingValue, VR.SS, -2048);
        short[] cells = {-2048, -100, 0, 100};
        PixelFormat signed = new PixelFormat(1, 4, 16, 12, 11, true);
        assertThat(GreyScale.render(cells, signed, header).values()).containsExactly(0, 0, 0.5f, 1);
    }

    @Test
    void aFewExtremePixelsDoNotDecideTheSpread() throws NotScorable {
        short[] cells = new short[10_000];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = (short) (1000 + i % 101);
        }
        cells[0] = 0;
        cells[1] = 4095;
        float[] shown = GreyScale.render(cells, format(cells), header).values();
        assertThat(shown[0]).isZero();
        assertThat(shown[1]).isEqualTo(1);
        assertThat(shown[50]).isCloseTo(0.5f, within(0.01f));
    }

    @Test
    void aLinearDetectorsCountsAreShownByTheirLogarithm() throws NotScorable {
        header.setString(Tag.SOPClassUID, VR.UI, SopClasses.DIGITAL_XRAY_FOR_PROCESSING);
        header.setString(Tag.PixelIntensityRelationship, VR.CS, "LIN");
        header.setInt(Tag.PixelIntensityRelationshipSign, VR.SS, 1);
        assertThat(shown((short) 1, (short) 10, (short) 100, (short) 1000))
                .containsExactly(new float[] {1, 2 / 3f, 1 / 3f, 0}, within(1e-6f));
    }

    @Test
    void anExposureInLogarithmsIsTurnedOverByItsSign() throws NotScorable {
        header.setString(Tag.PresentationIntentType, VR.CS, "FOR PROCESSING");
        header.setString(Tag.PixelIntensityRelationship, VR.CS, "LOG");
        header.setInt(Tag.PixelIntensityRelationshipSign, VR.SS, 1);
        assertShown(1, 2 / 3.0, 1 / 3.0, 0);
        header.setInt(Tag.PixelIntensityRelationshipSign, VR.SS, -1);
        assertShown(0, 1 / 3.0, 2 / 3.0, 1);
        header.remove(Tag.PixelIntensityRelationshipSign);
        header.setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME1");
        assertShown(1, 2 / 3.0, 1 / 3.0, 0);
    }

    @Test
    void aConstantImageIsRefused() {
        assertThatThrownBy(() -> shown((short) 77, (short) 77))
                .isInstanceOf(NotScorable.class)
                .hasMessage("constant image: every pixel has the value 77");
        header.setInt(Tag.PixelPaddingValue, VR.US, 77);
        assertThatThrownBy(() -> shown((short) 77, (short) 77))
                .isInstanceOf(NotScorable.class)
                .hasMessage("constant image: every pixel is padding");
    }

    @Test
    void anImageThatItsRescaleFlattensIsRefused() {
        header.setDouble(Tag.RescaleSlope, VR.DS, 0.0);
        assertThatThrownBy(() -> shown(CELLS))
                .isInstanceOf(NotScorable.class)
                .hasMessageContaining("constant image");
    }

    @Property
    void brightnessIsAFractionAndFollowsTheValues(
            @ForAll @IntRange(min = 0, max = 4095) int a,
            @ForAll @IntRange(min = 0, max = 4095) int b,
            @ForAll @IntRange(min = 2, max = 9000) int width)
            throws NotScorable {
        Attributes any = new Attributes();
        any.setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2");
        any.setDouble(Tag.WindowCenter, VR.DS, 2048);
        any.setDouble(Tag.WindowWidth, VR.DS, width);
        short[] cells = {0, 4095, (short) Math.min(a, b), (short) Math.max(a, b)};
        float[] shown = GreyScale.render(cells, format(cells), any).values();
        assertThat(shown[2]).isBetween(0f, shown[3]);
        assertThat(shown[3]).isBetween(shown[2], 1f);
    }

    private void window(double center, double width, String function) {
        header.setDouble(Tag.WindowCenter, VR.DS, center);
        header.setDouble(Tag.WindowWidth, VR.DS, width);
        header.setString(Tag.VOILUTFunction, VR.CS, function);
    }

    private void assertShown(double... expected) throws NotScorable {
        float[] shown = shown(CELLS);
        for (int i = 0; i < expected.length; i++) {
            assertThat(shown[i]).as("pixel %d", i).isCloseTo((float) expected[i], within(1e-6f));
        }
    }

    private float[] shown(short... cells) throws NotScorable {
        return GreyScale.render(cells, format(cells), header).values();
    }

    private static PixelFormat format(short[] cells) {
        return new PixelFormat(1, cells.length, 16, 12, 11, false);
    }
}
