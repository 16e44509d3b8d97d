package org.brixianode.files;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.brixianode.report.ReportConfig;
import org.brixianode.report.capture.HeatmapFiles;
import org.brixianode.study.Acquisition;
import org.brixianode.study.Radiograph;
import org.brixianode.study.Raster;
import org.brixianode.study.ScoreSheet;

/** Encodes heatmaps as JPEG, small enough to be embedded in an HTML page. */
public final class HeatmapJpeg {

    private static final int WIDTH_PX = 900;
    private static final float QUALITY = 0.82f;

    /**
     * @param at when the image was scored
     * @return the content of a JPEG file
     */
    public static byte[] of(Raster grey, ScoreSheet sheet, Instant at) throws IOException {
        return jpeg(
                scaled(
                        HeatmapFiles.draw(
                                new Radiograph(grey),
                                Acquisition.UNKNOWN,
                                sheet,
                                at,
                                ReportConfig.defaults())));
    }

    /** Scales down by repeated halving and one bilinear step, which preserves fine lines. */
    private static BufferedImage scaled(BufferedImage picture) {
        int width = picture.getWidth();
        if (width <= WIDTH_PX) {
            return picture;
        }
        int next = Math.max(WIDTH_PX, (width + 1) / 2);
        int height = Math.max(1, Math.round((float) picture.getHeight() * next / width));
        BufferedImage smaller = new BufferedImage(next, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = smaller.createGraphics();
        pen.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.drawImage(picture, 0, 0, next, height, null);
        pen.dispose();
        return scaled(smaller);
    }

    private static byte[] jpeg(BufferedImage picture) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam quality = writer.getDefaultWriteParam();
            quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            quality.setCompressionQuality(QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), quality);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private HeatmapJpeg() {}
}
