package org.brixianode.pixels;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;

/** The Modality LUT (PS3.3 C.11.1): maps stored values to the input of the VOI LUT. */
final class Modality {

    /**
     * @throws NotScorable if the table or the rescale values are invalid
     */
    static IntToDoubleFunction of(Attributes header, PixelFormat format) throws NotScorable {
        Optional<Attributes> item = HeaderValues.firstItem(header, Tag.ModalityLUTSequence);
        if (item.isPresent()) {
            LookupTable table =
                    LookupTable.of(item.get(), format.signed())
                            .orElseThrow(() -> new NotScorable("Modality LUT is damaged"));
            return table::entry;
        }
        double slope = number(header, Tag.RescaleSlope, "Rescale Slope", 1);
        double intercept = number(header, Tag.RescaleIntercept, "Rescale Intercept", 0);
        return stored -> stored * slope + intercept;
    }

    private static double number(Attributes header, int tag, String name, double absent)
            throws NotScorable {
        if (!header.containsValue(tag)) {
            return absent;
        }
        OptionalDouble value = HeaderValues.number(header, tag);
        return value.orElseThrow(() -> new NotScorable(name + " is not a number"));
    }

    private Modality() {}
}
