package org.brixianode.pixels;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.brixianode.study.Radiograph;

/**
 * Reads radiographs in PNG or JPEG files for the command line: grey values of 8 or 16 bits, colours
 * as luma (ITU-R BT.601), without alpha. Orientation tags are ignored.
 */
public final class PictureFiles {

    private static final byte[] JPEG_BEGIN = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
    private static final byte[] PNG_BEGIN = {(byte) 0x89, 'P', 'N'};

    private static final double LUMA_RED = 0.299;
    private static final double LUMA_GREEN = 0.587;
    private static final double LUMA_BLUE = 0.114;

    /**
     * @throws IOException if the file cannot be read, is not a PNG or JPEG file, is damaged or has
     *     more than {@link PixelsConfig#DEFAULT_MAX_PIXELS} pixels; the message names it
     */
    public static Radiograph read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + " is not a file");
        }
        try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
            ImageReader reader = reader(file, in);
            try {
                reader.setInput(in, true, true);
                checkSize(file, reader);
                List<String> warnings = new ArrayList<>();
                reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
                BufferedImage image = reader.read(0);
                checkWhole(file, warnings);
                return new Radiograph(grey(image));
            } finally {
                reader.dispose();
            }
        } catch (RuntimeException e) {
            throw new IOException(file + " is a damaged picture: " + e.getMessage(), e);
        }
    }

    /** Selects the codec by the file signature. */
    private static ImageReader reader(Path file, ImageInputStream in) throws IOException {
        byte[] begin = new byte[JPEG_BEGIN.length];
        int length = in.read(begin);
        in.seek(0);
        if (length == begin.length && Arrays.equals(begin, JPEG_BEGIN)) {
            return ImageCodecs.jpeg();
        }
        if (length == begin.length && Arrays.equals(begin, PNG_BEGIN)) {
            return ImageCodecs.png();
        }
        throw new IOException(file + " is neither a PNG nor a JPEG picture");
    }

    private static void checkSize(Path file, ImageReader reader) throws IOException {
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > PixelsConfig.DEFAULT_MAX_PIXELS) {
            throw new IOException(
                    "%s has %d x %d pixels, more than %d in all"
                            .formatted(
                                    file,
                                    reader.getWidth(0),
                                    reader.getHeight(0),
                                    PixelsConfig.DEFAULT_MAX_PIXELS));
        }
    }

    /** The JPEG codec fills the missing part of a truncated file with grey and only warns. */
    private static void checkWhole(Path file, List<String> warnings) throws IOException {
        if (warnings.stream().anyMatch(warning -> warning.contains("remature end"))) {
            throw new IOException(file + " is cut off: " + String.join("; ", warnings));
        }
    }

    private static org.brixianode.study.Raster grey(BufferedImage image) {
        float[] values = new float[image.getWidth() * image.getHeight()];
        ColorModel colors = image.getColorModel();
        boolean plain = colors instanceof ComponentColorModel;
        if (plain && colors.getColorSpace().getType() == ColorSpace.TYPE_GRAY) {
            readGrey(image.getRaster(), values);
        } else if (plain && colors.getColorSpace().getType() == ColorSpace.TYPE_RGB) {
            readRgb(image.getRaster(), values);
        } else {
            readAny(image, values);
        }
        return new org.brixianode.study.Raster(image.getWidth(), image.getHeight(), values);
    }

    private static void readGrey(Raster raster, float[] values) {
        float most = most(raster);
        int[] row = new int[raster.getWidth()];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getSamples(0, y, row.length, 1, 0, row);
            for (int x = 0; x < row.length; x++) {
                values[y * row.length + x] = row[x] / most;
            }
        }
    }

    private static void readRgb(Raster raster, float[] values) {
        float most = most(raster);
        int width = raster.getWidth();
        int bands = raster.getNumBands();
        int[] row = new int[width * bands];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                int i = x * bands;
                values[y * width + x] = (float) (luma(row[i], row[i + 1], row[i + 2]) / most);
            }
        }
    }

    private static float most(Raster raster) {
        return (1 << raster.getSampleModel().getSampleSize(0)) - 1;
    }

    /** Reads palettes and packed pixels, which have at most 8 bits. */
    private static void readAny(BufferedImage image, float[] values) {
        int[] row = new int[image.getWidth()];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, row.length, 1, row, 0, row.length);
            for (int x = 0; x < row.length; x++) {
                int rgb = row[x];
                double luma = luma(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff);
                values[y * row.length + x] = (float) (luma / 255);
            }
        }
    }

    private static double luma(int red, int green, int blue) {
        return LUMA_RED * red + LUMA_GREEN * green + LUMA_BLUE * blue;
    }

    private PictureFiles() {}
}
