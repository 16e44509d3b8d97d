package org.brixianode.model;

import java.util.Locale;
import org.brixianode.study.Raster;

/**
 * Preparation of an image for the network; {@code model.json} names the model's.
 *
 * @param resize how it is resized to the network's input; the aspect ratio is not kept
 * @param contrast how its grey values are scaled
 */
public record Preprocessing(Resize resize, Contrast contrast) {

    /** Resampling methods. */
    public enum Resize {
        /** Bilinear between the four nearest pixels, as OpenCV's default; as published. */
        BILINEAR,
        /** The mean of the area that a new pixel covers; bilinear where the image is enlarged. */
        AREA
    }

    /** Scalings of the grey values. */
    public enum Contrast {
        /** Histogram equalisation with 4096 bins (published code, Cohen set). */
        EQUALISE_4096,
        /** Linear between the extremes of the picture's middle, see {@link CentralStretch}. */
        CENTRAL_STRETCH,
        /**
         * CLAHE with clip limit 0.01, a 3x3 median, clipping to the 2nd and 98th percentile; as
         * published for the hospital set.
         */
        CLAHE_MEDIAN_CLIP
    }

    /** What the bundled model is trained with. */
    public static final Preprocessing DEFAULT =
            new Preprocessing(Resize.AREA, Contrast.CENTRAL_STRETCH);

    /** What the published weights were trained with. */
    public static final Preprocessing PUBLISHED =
            new Preprocessing(Resize.BILINEAR, Contrast.EQUALISE_4096);

    /**
     * @param grey 0 black to 1 white
     * @param sidePx the network's input size
     * @return {@code sidePx * sidePx} values in 0..1
     */
    public float[] apply(Raster grey, int sidePx) {
        Raster resized =
                switch (resize) {
                    case BILINEAR -> Resampling.bilinear(grey, sidePx, sidePx);
                    case AREA -> Resampling.area(grey, sidePx, sidePx);
                };
        return switch (contrast) {
            case EQUALISE_4096 -> HistogramEqualisation.apply(resized.values());
            case CENTRAL_STRETCH -> CentralStretch.apply(resized);
            case CLAHE_MEDIAN_CLIP ->
                    PercentileClip.apply(MedianFilter.apply(Clahe.apply(resized)).values());
        };
    }

    /** Lower case with hyphens, for {@code model.json}. */
    public static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The inverse of {@link #label}.
     *
     * @throws IllegalArgumentException if there is no such constant
     */
    public static <E extends Enum<E>> E labelled(Class<E> type, String label) {
        return Enum.valueOf(type, label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
