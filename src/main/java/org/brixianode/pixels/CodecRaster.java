package org.brixianode.pixels;

import java.awt.image.DataBuffer;
import java.awt.image.DataBufferUShort;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Reads the raw samples from an image codec, without colour or gamma conversion. */
final class CodecRaster {

    static void checkSize(int widthPx, int heightPx, PixelFormat format) throws NotScorable {
        if (widthPx != format.columns() || heightPx != format.rows()) {
            throw new NotScorable(
                    "compressed picture is %d x %d pixels, the header says %d x %d"
                            .formatted(widthPx, heightPx, format.columns(), format.rows()));
        }
    }

    static void checkSamples(int components, int precision, PixelFormat format) throws NotScorable {
        if (components != 1) {
            throw new NotScorable("colour image (" + components + " colours in the pixel data)");
        }
        if (precision > format.bitsAllocated()) {
            throw new NotScorable(
                    "compressed picture has %d bits, the header says %d"
                            .formatted(precision, format.bitsAllocated()));
        }
    }

    /**
     * @param reader the codec, which is disposed of
     * @throws IOException if the codec finds the code stream damaged
     */
    static short[] read(ImageReader reader, byte[] frame, PixelFormat format)
            throws IOException, NotScorable {
        try (ImageInputStream in = new CodeStream(frame)) {
            reader.setInput(in, true, true);
            Raster raster =
                    reader.canReadRaster()
                            ? reader.readRaster(0, null)
                            : reader.read(0).getRaster();
            checkSize(raster.getWidth(), raster.getHeight(), format);
            return cells(raster);
        } catch (RuntimeException e) {
            throw new IOException("the codec failed: " + e, e);
        } catch (Error e) {
            // jai-imageio throws Error itself for a damaged code stream; subclasses are errors of
            // the JVM.
            if (e.getClass() != Error.class) {
                throw e;
            }
            throw new IOException("the codec failed: " + e.getMessage(), e);
        } finally {
            reader.dispose();
        }
    }

    private static short[] cells(Raster raster) {
        DataBuffer buffer = raster.getDataBuffer();
        int pixels = raster.getWidth() * raster.getHeight();
        if (buffer instanceof DataBufferUShort shorts
                && raster.getSampleModel() instanceof PixelInterleavedSampleModel
                && shorts.getData().length == pixels) {
            return shorts.getData();
        }
        short[] cells = new short[pixels];
        int[] row = new int[raster.getWidth()];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, 0, row);
            for (int x = 0; x < row.length; x++) {
                cells[y * row.length + x] = (short) row[x];
            }
        }
        return cells;
    }

    private CodecRaster() {}
}
