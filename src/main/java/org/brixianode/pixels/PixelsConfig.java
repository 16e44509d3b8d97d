package org.brixianode.pixels;

import java.time.ZoneId;

/**
 * Limits of decoding, and site-specific words and time zone for reading headers.
 *
 * @param maxPixels maximum of rows times columns, 1 to 2^28; determines the memory of one decoding
 *     (about 6 bytes per pixel, 16 with a JPEG codec)
 * @param minSidePx minimum number of rows and of columns; smaller images are thumbnails
 * @param words the site's words for body parts and views
 * @param timeZone time zone of times without an offset from UTC, and of the resulting times
 */
public record PixelsConfig(int maxPixels, int minSidePx, SiteWords words, ZoneId timeZone) {

    /** 1.5 times the largest flat-panel detectors (43 cm at 0.1 mm, 18.5 million pixels). */
    public static final int DEFAULT_MAX_PIXELS = 28_000_000;

    public static final int DEFAULT_MIN_SIDE_PX = 200;

    private static final int PIXELS_CEILING = 1 << 28;

    /**
     * @throws IllegalArgumentException if a limit is out of range
     */
    public PixelsConfig {
        if (maxPixels < 1 || maxPixels > PIXELS_CEILING) {
            throw new IllegalArgumentException(
                    "max-pixels must be 1 to " + PIXELS_CEILING + ", not " + maxPixels);
        }
        if (minSidePx < 1) {
            throw new IllegalArgumentException("min-side must be positive, not " + minSidePx);
        }
    }

    /** Limits without site words, with the system's time zone. */
    public PixelsConfig(int maxPixels, int minSidePx) {
        this(maxPixels, minSidePx, SiteWords.NONE, ZoneId.systemDefault());
    }

    public static PixelsConfig defaults() {
        return new PixelsConfig(DEFAULT_MAX_PIXELS, DEFAULT_MIN_SIDE_PX);
    }
}
