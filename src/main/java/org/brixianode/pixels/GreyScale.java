package org.brixianode.pixels;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.study.Raster;

/**
 * Converts stored values to brightness by Modality LUT, VOI LUT and Presentation LUT Shape (PS3.3
 * C.11.1, C.11.2, C.8.11.3.1.2), each the first of the object that gives a usable image.
 *
 * <p>An image has at most 65536 different values, so that the transformation is computed once per
 * value, in double precision, and every encoding of the same values gives identical results.
 *
 * <p>A VOI LUT precedes a window: vendors send the LUT as the intended rendering and the window as
 * an approximation. Without either, or if each gives nearly a single grey value or nearly only
 * black and white, the values are stretched linearly from black to white, excluding a fraction of
 * {@value #TAIL} of the pixels at either end, which in radiographs are markers and direct exposure.
 * Padding is black.
 */
final class GreyScale {

    private static final double TAIL = 0.005;

    /** Minimum contrast of a usable image. */
    private static final double LEAST_SPAN = 1.0 / 64;

    /** Brightness within this distance of black or white counts as black or white. */
    private static final double SHADE = 1.0 / 256;

    /** Minimum fraction of pixels between black and white; with less the image is a silhouette. */
    private static final double LEAST_SHARE = 0.1;

    static boolean isMonochrome1(Attributes header) {
        return "MONOCHROME1".equals(HeaderValues.code(header, Tag.PhotometricInterpretation));
    }

    /**
     * @param cells one cell per pixel
     * @return brightness, 0 to 1
     * @throws NotScorable if the image is constant or its tables are damaged
     */
    static Raster render(short[] cells, PixelFormat format, Attributes header) throws NotScorable {
        Histogram histogram = Histogram.of(cells, format, header);
        IntToDoubleFunction modality = Modality.of(header, format);
        double[] values = new double[format.levels()];
        Arrays.setAll(values, code -> modality.applyAsDouble(format.value(code)));
        double[] brightness = brightness(values, histogram, header);
        float[] greys = new float[format.levels()];
        for (int code : histogram.used()) {
            greys[code] = (float) brightness[code];
        }
        float[] pixels = new float[cells.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = greys[format.code(cells[i])];
        }
        return new Raster(format.columns(), format.rows(), pixels);
    }

    private static double[] brightness(double[] values, Histogram histogram, Attributes header)
            throws NotScorable {
        List<DoubleUnaryOperator> choices = choices(header, lowest(values) < 0);
        for (DoubleUnaryOperator voi : choices) {
            double[] shown = Arrays.stream(values).map(voi).toArray();
            if (span(shown, histogram) >= LEAST_SPAN
                    && histogram.shareBetween(shown, SHADE, 1 - SHADE) >= LEAST_SHARE) {
                return inverted(shown, isInverse(header));
            }
        }
        boolean raw = RawExposure.is(header);
        double[] spread =
                raw
                        ? Arrays.stream(values).map(RawExposure.of(header)::attenuation).toArray()
                        : values;
        return inverted(spreadOut(spread, histogram), !raw && isInverse(header));
    }

    /** All VOI LUTs, then all windows. */
    private static List<DoubleUnaryOperator> choices(Attributes header, boolean signedInput) {
        Stream<DoubleUnaryOperator> tables =
                HeaderValues.items(header, Tag.VOILUTSequence)
                        .flatMap(item -> LookupTable.of(item, signedInput).stream())
                        .map(lut -> lut::fraction);
        Stream<DoubleUnaryOperator> windows =
                Window.of(header).stream().map(window -> window::apply);
        return Stream.concat(tables, windows).toList();
    }

    private static double[] spreadOut(double[] values, Histogram histogram) throws NotScorable {
        Window range = histogram.range(values, TAIL);
        if (range.width() <= 0) {
            range = histogram.range(values, 0);
        }
        if (range.width() <= 0) {
            throw new NotScorable("constant image: every pixel has one value once rescaled");
        }
        return Arrays.stream(values).map(range::apply).toArray();
    }

    /** MONOCHROME1 and INVERSE both mean inversion; together they invert once. */
    private static boolean isInverse(Attributes header) {
        return isMonochrome1(header)
                || "INVERSE".equals(HeaderValues.code(header, Tag.PresentationLUTShape));
    }

    private static double[] inverted(double[] brightness, boolean inverse) {
        return inverse ? Arrays.stream(brightness).map(b -> 1 - b).toArray() : brightness;
    }

    private static double lowest(double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    private static double span(double[] brightness, Histogram histogram) {
        DoubleSummaryStatistics greys =
                histogram.used().stream().mapToDouble(c -> brightness[c]).summaryStatistics();
        return greys.getMax() - greys.getMin();
    }

    private GreyScale() {}
}
