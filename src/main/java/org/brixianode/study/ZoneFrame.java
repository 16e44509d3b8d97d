package org.brixianode.study;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The geometry of the zones. The heads' boxes overlap (rows 0 to .4, .3 to .7, .6 to 1 of the
 * aligned frame); the borders run through the middle of the overlaps. Lung outside the frame is
 * assigned to the nearest zone and is not assessed.
 *
 * <p>Image and frame coordinates run from 0 to 1 on both axes.
 */
public final class ZoneFrame {

    /** Height in the frame between upper and middle zones. */
    public static final double UPPER_BORDER = .35;

    /** Height in the frame between middle and lower zones. */
    public static final double LOWER_BORDER = .65;

    /** A zone with less than this fraction of the area of both lungs is not assessable. */
    public static final double LEAST_SHARE = .03;

    private static final Zone[] ZONES = Zone.values();
    private static final double MIDLINE = .5;
    private static final float LUNG = .5f;

    private final Affine toImage;
    private final Affine toFrame;

    /**
     * @param alignment map from the aligned frame to the image; if it is singular or nearly so, the
     *     whole image is used as the frame
     */
    public ZoneFrame(Affine alignment) {
        toImage = isUsable(alignment) ? alignment : Affine.IDENTITY;
        toFrame = toImage.inverse();
    }

    private static boolean isUsable(Affine alignment) {
        double det = Math.abs(alignment.determinant());
        return det > 1e-4 && det < 1e4;
    }

    /** Image x of a point of the frame. */
    public double imageX(double frameX, double frameY) {
        return (toImage.x(2 * frameX - 1, 2 * frameY - 1) + 1) / 2;
    }

    /** Image y of a point of the frame. */
    public double imageY(double frameX, double frameY) {
        return (toImage.y(2 * frameX - 1, 2 * frameY - 1) + 1) / 2;
    }

    private double frameX(double u, double v) {
        return (toFrame.x(2 * u - 1, 2 * v - 1) + 1) / 2;
    }

    private double frameY(double u, double v) {
        return (toFrame.y(2 * u - 1, 2 * v - 1) + 1) / 2;
    }

    /** Whether an image point is inside the aligned frame, which the network assesses. */
    public boolean isInside(double u, double v) {
        double x = frameX(u, v);
        double y = frameY(u, v);
        return x >= 0 && x <= 1 && y >= 0 && y <= 1;
    }

    /** The zone at an image point. */
    public Zone zoneAt(double u, double v) {
        return ZONES[ordinalAt(u, v)];
    }

    /** Ordinal of the zone at an image point. */
    public int ordinalAt(double u, double v) {
        double y = frameY(u, v);
        int row = y < UPPER_BORDER ? 0 : y < LOWER_BORDER ? 1 : 2;
        return row + (frameX(u, v) < MIDLINE ? 0 : 3);
    }

    /**
     * The fraction of the area of both lungs that lies in each zone; 0 for all zones if there is no
     * lung.
     */
    public Map<Zone, Double> shares(Raster lungs) {
        int[] counts = new int[Zone.values().length];
        int total = 0;
        for (int y = 0; y < lungs.heightPx(); y++) {
            for (int x = 0; x < lungs.widthPx(); x++) {
                if (lungs.at(x, y) >= LUNG) {
                    double u = (x + .5) / lungs.widthPx();
                    counts[ordinalAt(u, (y + .5) / lungs.heightPx())]++;
                    total++;
                }
            }
        }
        Map<Zone, Double> shares = new EnumMap<>(Zone.class);
        for (Zone zone : Zone.values()) {
            shares.put(zone, counts[zone.ordinal()] / (double) Math.max(1, total));
        }
        return shares;
    }

    /** The zones with too little lung area to be assessed. */
    public List<Zone> notAssessable(Raster lungs) {
        return shares(lungs).entrySet().stream()
                .filter(share -> share.getValue() < LEAST_SHARE)
                .map(Map.Entry::getKey)
                .toList();
    }
}
