package org.brixianode.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.brixianode.pixels.PictureFiles;
import org.brixianode.study.Raster;

/** Gives training and evaluation the grey values of picture files. */
final class PictureRasters {

    static Raster read(Path file) throws IOException {
        return PictureFiles.read(file).grey();
    }

    private PictureRasters() {}
}
