package org.brixianode.cli;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.brixianode.files.PictureRasters;
import org.brixianode.lab.evaluate.Case;
import org.brixianode.lab.evaluate.Evaluator;
import org.brixianode.report.ReportConfig;
import org.brixianode.report.capture.HeatmapFiles;
import org.brixianode.study.Radiograph;
import org.brixianode.study.Raster;

/** Heatmaps of a few images, small enough for a page that carries them. */
final class HeatmapJpegs {

    private static final int WIDTH_PX = 900;
    private static final float QUALITY = 0.82f;

    private final ReportConfig config = ReportConfig.defaults();
    private final Evaluator evaluator;
    private final Instant at;

    HeatmapJpegs(Evaluator evaluator, Instant at) {
        this.evaluator = evaluator;
        this.at = at;
    }

    /** By the images' names. */
    Map<String, byte[]> of(List<Case> cases) throws IOException {
        Map<String, byte[]> pictures = new HashMap<>();
        for (Case c : cases) {
            Raster grey = PictureRasters.read(c.annotation().image());
            BufferedImage heatmap =
                    HeatmapFiles.draw(new Radiograph(grey), evaluator.sheet(grey), at, config);
            pictures.put(c.annotation().name(), jpeg(scaled(heatmap)));
        }
        return pictures;
    }

    /** Halved until one bilinear step is left, so that fine lines stay. */
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
}
