package org.brixianode.pixels;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;

/** The number of pixels per code, without padding. */
final class Histogram {

    private final PixelFormat format;
    private final int[] counts;
    private final List<Integer> used;

    private Histogram(PixelFormat format, int[] counts) {
        this.format = format;
        this.counts = counts;
        this.used = IntStream.range(0, counts.length).filter(c -> counts[c] > 0).boxed().toList();
    }

    /**
     * Counts the pixels except Pixel Padding Value (0028,0120) and values between it and Pixel
     * Padding Range Limit (0028,0121) (PS3.3 C.7.5.1.1.2).
     *
     * @throws NotScorable if all pixels are equal
     */
    static Histogram of(short[] cells, PixelFormat format, Attributes header) throws NotScorable {
        int[] counts = new int[format.levels()];
        for (short cell : cells) {
            counts[format.code(cell)]++;
        }
        removePadding(counts, format, header);
        Histogram histogram = new Histogram(format, counts);
        histogram.requireVariety();
        return histogram;
    }

    private static void removePadding(int[] counts, PixelFormat format, Attributes header) {
        OptionalDouble padding = HeaderValues.number(header, Tag.PixelPaddingValue);
        if (padding.isEmpty()) {
            return;
        }
        int one = padValue(padding.getAsDouble(), format);
        OptionalDouble limit = HeaderValues.number(header, Tag.PixelPaddingRangeLimit);
        int other = limit.isPresent() ? padValue(limit.getAsDouble(), format) : one;
        for (int code = 0; code < counts.length; code++) {
            int value = format.value(code);
            if (value >= Math.min(one, other) && value <= Math.max(one, other)) {
                counts[code] = 0;
            }
        }
    }

    /**
     * The padding value; its VR should match Pixel Representation (0028,0103) but does not always.
     */
    private static int padValue(double value, PixelFormat format) {
        return format.signed() ? (short) (int) value : (int) value & 0xffff;
    }

    private void requireVariety() throws NotScorable {
        if (used.isEmpty()) {
            throw new NotScorable("constant image: every pixel is padding");
        }
        if (used.size() == 1) {
            int value = format.value(used.get(0));
            throw new NotScorable("constant image: every pixel has the value " + value);
        }
    }

    /** Codes that occur, ascending. */
    List<Integer> used() {
        return used;
    }

    /** Whether a code occurs outside the padding. */
    boolean has(int code) {
        return counts[code] > 0;
    }

    /** Fraction of the pixels with a value above {@code low} and below {@code high}. */
    double shareBetween(double[] values, double low, double high) {
        long all = 0;
        long between = 0;
        for (int code : used) {
            all += counts[code];
            between += values[code] > low && values[code] < high ? counts[code] : 0;
        }
        return between / (double) all;
    }

    /**
     * The range of the values, excluding a fraction of the pixels at either end.
     *
     * @param values value of each code
     * @param tail fraction to exclude at either end, below 0.5; 0 for the whole range
     */
    Window range(double[] values, double tail) {
        List<Integer> ascending =
                used.stream().sorted(Comparator.comparingDouble(c -> values[c])).toList();
        long pixels = used.stream().mapToLong(code -> counts[code]).sum();
        long below = 0;
        double low = values[ascending.get(0)];
        double high = values[ascending.get(ascending.size() - 1)];
        boolean lowFound = false;
        for (int code : ascending) {
            below += counts[code];
            if (!lowFound && below > tail * pixels) {
                low = values[code];
                lowFound = true;
            }
            if (below >= (1 - tail) * pixels) {
                high = values[code];
                break;
            }
        }
        return Window.spanning(low, high);
    }
}
