package org.brixianode.lab.evaluate.page;

import java.io.IOException;
import org.brixianode.study.Raster;
import org.brixianode.study.ScoreSheet;

/** Draws a heatmap as a JPEG file, small enough for a page that carries it. */
@FunctionalInterface
public interface HeatmapPictures {
    byte[] draw(Raster grey, ScoreSheet sheet) throws IOException;
}
