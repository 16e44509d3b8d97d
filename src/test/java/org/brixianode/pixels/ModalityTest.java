package org.brixianode.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.ShortRange;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.junit.jupiter.api.Test;

final class ModalityTest {

    private static final PixelFormat SIGNED = new PixelFormat(1, 1, 16, 16, 15, true);

    @Property
    void rescales(
            @ForAll @ShortRange short stored,
            @ForAll @DoubleRange(min = -20, max = 20) double slope,
            @ForAll @DoubleRange(min = -5000, max = 5000) double intercept)
            throws NotScorable {
        Attributes header = new Attributes();
        header.setString(Tag.RescaleSlope, VR.DS, Double.toString(slope));
        header.setString(Tag.RescaleIntercept, VR.DS, Double.toString(intercept));
        assertThat(Modality.of(header, SIGNED).applyAsDouble(stored))
                .isCloseTo(stored * slope + intercept, within(1e-9));
    }

    @Test
    void leavesValuesAloneWithoutATable() throws NotScorable {
        assertThat(Modality.of(new Attributes(), SIGNED).applyAsDouble(-7)).isEqualTo(-7);
    }

    @Test
    void aModalityLutPrecedesARescale() throws NotScorable {
        Attributes header = new Attributes();
        header.setDouble(Tag.RescaleSlope, VR.DS, 5);
        Attributes item = new Attributes();
        item.setInt(Tag.LUTDescriptor, VR.SS, 3, -1, 16);
        item.setInt(Tag.LUTData, VR.US, 10, 20, 40000);
        header.newSequence(Tag.ModalityLUTSequence, 1).add(item);
        assertThat(Modality.of(header, SIGNED).applyAsDouble(-30000)).isEqualTo(10);
        assertThat(Modality.of(header, SIGNED).applyAsDouble(0)).isEqualTo(20);
        assertThat(Modality.of(header, SIGNED).applyAsDouble(1)).isEqualTo(40000);
    }

    @Test
    void refusesWhatCannotBeRead() {
        Attributes damaged = new Attributes();
        damaged.newSequence(Tag.ModalityLUTSequence, 1).add(new Attributes());
        assertThatThrownBy(() -> Modality.of(damaged, SIGNED))
                .isInstanceOf(NotScorable.class)
                .hasMessage("Modality LUT is damaged");
        Attributes garbled = new Attributes();
        garbled.setString(Tag.RescaleSlope, VR.DS, "one");
        assertThatThrownBy(() -> Modality.of(garbled, SIGNED))
                .isInstanceOf(NotScorable.class)
                .hasMessage("Rescale Slope is not a number");
    }
}
