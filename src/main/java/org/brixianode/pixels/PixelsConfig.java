package org.brixianode.pixels;

import java.time.ZoneId;

/**
 * Bounds on what is decoded, and what the node must know of its site to read a header.
 *
 * @param maxPixels most rows times columns of an image, 1 to 2^28; decides the memory that one
 *     decoding may take (about 6 bytes per pixel, 16 with a JPEG codec)
 * @param minSidePx fewest rows and fewest columns; below it is no radiograph but a thumbnail
 * @param words the site's own words for body parts and views
 * @param timeZone of times without an offset from UTC, and of the times that are read
 */
public record PixelsConfig(int maxPixels, int minSidePx, SiteWords words, ZoneId timeZone) {

    /** Half as much again as the largest flat detectors (43 cm at 0.1 mm, 18.5 million pixels). */
    public static final int DEFAULT_MAX_PIXELS = 28_000_000;

    public static final int DEFAULT_MIN_SIDE_PX = 200;

    private static final int PIXELS_CEILING = 1 << 28;

    /**
     * @throws IllegalArgumentException if a bound is out of its range
     */
    public PixelsConfig {
        if (maxPixels < 1 || maxPixels > PIXELS_CEILING) {
            throw new IllegalArgumentException(
                    "max pixels must be 1 to " + PIXELS_CEILING + ", not " + maxPixels);
        }
        if (minSidePx < 1) {
            throw new IllegalArgumentException("min side must be positive, not " + minSidePx);
        }
    }

    /** Bounds alone: no words of a site, the system's time zone. */
    public PixelsConfig(int maxPixels, int minSidePx) {
        this(maxPixels, minSidePx, SiteWords.NONE, ZoneId.systemDefault());
    }

    public static PixelsConfig defaults() {
        return new PixelsConfig(DEFAULT_MAX_PIXELS, DEFAULT_MIN_SIDE_PX);
    }
}
