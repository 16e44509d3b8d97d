package org.brixianode.pixels;

import java.util.Optional;
import java.util.OptionalDouble;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;

/**
 * A display window (PS3.3 C.11.2.1.2, C.11.2.1.3).
 *
 * @param function shape between black and white
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

    /** The first of the header's windows, if it has one of legal width. */
    static Optional<Window> of(Attributes header) {
        Function function = Function.of(HeaderValues.code(header, Tag.VOILUTFunction));
        OptionalDouble center = HeaderValues.number(header, Tag.WindowCenter);
        OptionalDouble width = HeaderValues.number(header, Tag.WindowWidth);
        return center.isPresent() && width.orElse(0) >= function.leastWidth
                ? Optional.of(new Window(function, center.getAsDouble(), width.getAsDouble()))
                : Optional.empty();
    }

    /** From black to white over a closed interval. */
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
