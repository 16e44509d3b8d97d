package org.brixianode.lab.data;

import java.io.IOException;
import java.nio.file.Path;
import org.brixianode.study.Raster;

/** Reads a picture file as grey values, 0 black to 1 white. */
@FunctionalInterface
public interface PictureReader {
    Raster read(Path file) throws IOException;
}
