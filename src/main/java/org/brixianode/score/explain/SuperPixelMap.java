package org.brixianode.score.explain;

import java.util.Optional;
import org.brixianode.study.Raster;

/**
 * The result of an explanation by super-pixels.
 *
 * @param values {@code S x S}, 0..3, 0 outside the lungs; empty if there is no map
 * @param failure why there is none; empty if there is one
 */
public record SuperPixelMap(Optional<Raster> values, String failure) {

    static SuperPixelMap of(Raster values) {
        return new SuperPixelMap(Optional.of(values), "");
    }

    static SuperPixelMap none(String failure) {
        return new SuperPixelMap(Optional.empty(), failure);
    }
}
