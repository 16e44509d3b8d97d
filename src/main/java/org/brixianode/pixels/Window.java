package org.brixianode.pixels;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;

/**
 * A display window (PS3.3 C.11.2.1.2, C.11.2.1.3).
 *
 * @param function transition between black and white
 * @param center Window Center (0028,1050)
 * @param width Window Width (0028,1051)
 */
record Window(Function function, double center, double width) {

    /** VOI LUT Function (0028,1056). */
    enum Function {
        LINEAR(1),
        LINEAR_EXACT(Double.MIN_VALUE),
        SIGMOID(Double.MIN_VALUE);

        private final double leastWidth;

        Function(double leastWidth) {
            this.leastWidth = leastWidth;
        }

        private static Function of(String name) {
            return switch (name) {
                case "LINEAR_EXACT" -> LINEAR_EXACT;
                case "SIGMOID" -> SIGMOID;
                default -> LINEAR;
            };
        }
    }

    /** The header's windows of valid width, in their order. */
    static List<Window> of(Attributes header) {
        Function function = Function.of(HeaderValues.code(header, Tag.VOILUTFunction));
        String[] centers = header.getStrings(Tag.WindowCenter);
        List<Window> windows = new ArrayList<>();
        for (int i = 0; centers != null && i < centers.length; i++) {
            OptionalDouble center = HeaderValues.number(header, Tag.WindowCenter, i);
            OptionalDouble width = HeaderValues.number(header, Tag.WindowWidth, i);
            if (center.isPresent() && width.orElse(0) >= function.leastWidth) {
                windows.add(new Window(function, center.getAsDouble(), width.getAsDouble()));
            }
        }
        return windows;
    }

    /** A linear window from black to white over a closed interval. */
    static Window spanning(double low, double high) {
        return new Window(Function.LINEAR_EXACT, (low + high) / 2, high - low);
    }

    /** Brightness of a value, 0 to 1. */
    double apply(double x) {
        return switch (function) {
            case LINEAR -> ramp(x - (center - 0.5), width - 1);
            case LINEAR_EXACT -> ramp(x - center, width);
            case SIGMOID -> 1 / (1 + Math.exp(-4 * (x - center) / width));
        };
    }

    private static double ramp(double offset, double span) {
        if (offset <= -span / 2) {
            return 0;
        }
        return offset > span / 2 ? 1 : offset / span + 0.5;
    }
}
