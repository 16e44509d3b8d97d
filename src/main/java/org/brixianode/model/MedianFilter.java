package org.brixianode.model;

import java.util.Arrays;
import org.brixianode.study.Raster;

/** 3x3 median filter; at the border the outermost pixels are repeated. */
public final class MedianFilter {

    private static final int REACH = 1;
    private static final int WINDOW = 9;

    public static Raster apply(Raster source) {
        int width = source.widthPx();
        int height = source.heightPx();
        float[] result = new float[width * height];
        float[] window = new float[WINDOW];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int count = 0;
                for (int dy = -REACH; dy <= REACH; dy++) {
                    for (int dx = -REACH; dx <= REACH; dx++) {
                        window[count++] = source.at(inside(x + dx, width), inside(y + dy, height));
                    }
                }
                Arrays.sort(window);
                result[y * width + x] = window[WINDOW / 2];
            }
        }
        return new Raster(width, height, result);
    }

    private static int inside(int i, int size) {
        return Math.max(0, Math.min(size - 1, i));
    }

    private MedianFilter() {}
}
