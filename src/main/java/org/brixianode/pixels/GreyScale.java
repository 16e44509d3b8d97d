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
 * From stored values to brightness: Modality LUT, VOI LUT, Presentation LUT Shape (PS3.3 C.11.1,
 * C.11.2, C.8.11.3.1.2), each the first that the object offers and that shows its image.
 *
 * <p>An image has at most 65536 different values, so the whole way is worked out once per value, in
 * double precision, and every encoding of the same values gives the same bits.
 *
 * <p>A VOI LUT goes before a window: makers send it as the picture they want, and the window as
 * what comes near it. Without either, and where each shows nearly one grey or leaves nearly all of
 * the image black or white, the image's own values are spread from black to white, but for {@value
 * #TAIL} of the pixels at either end, which in radiographs are markers and direct exposure. Padding
 * is black.
 */
final class GreyScale {

    private static final double TAIL = 0.005;

    /** Less contrast than this shows nothing. */
    private static final double LEAST_SPAN = 1.0 / 64;

    /** Nearer to black or white than this is as good as black or white. */
    private static final double SHADE = 1.0 / 256;

    /** Less of the image than this between black and white shows a silhouette. */
    private static final double LEAST_SHARE = 0.1;

    static boolean isMonochrome1(Attributes header) {
        return "MONOCHROME1".equals(HeaderValues.code(header, Tag.PhotometricInterpretation));
    }

    /**
     * @param cells one per pixel
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

    /** All tables, then all windows. */
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

    /** MONOCHROME1 and INVERSE say the same thing once, in case both are there. */
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
