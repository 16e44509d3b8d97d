package org.brixianode.report.capture;

import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import org.brixianode.dicom.DurableFile;
import org.brixianode.dicom.Part10;
import org.brixianode.report.ReportConfig;
import org.brixianode.report.module.ContentTime;
import org.brixianode.report.module.Finding;
import org.brixianode.study.Acquisition;
import org.brixianode.study.EarlierResults;
import org.brixianode.study.Radiograph;
import org.brixianode.study.ScoreSheet;

/** Heatmaps as image files without a DICOM object. */
public final class HeatmapFiles {

    /**
     * Draws the heatmap of a radiograph without a DICOM object.
     *
     * @param acquisition gives the time of the image; empty where there is none
     * @return an image of type {@link BufferedImage#TYPE_INT_RGB}
     */
    public static BufferedImage draw(
            Radiograph radiograph,
            Acquisition acquisition,
            ScoreSheet sheet,
            Instant scoredAt,
            ReportConfig config) {
        Finding finding =
                new Finding(
                        acquisition,
                        sheet,
                        ContentTime.of(
                                scoredAt, Optional.empty(), config.timeZone(), Optional.empty()),
                        new EarlierResults.NotLookedUp(EarlierResults.Reason.NO_DATABASE));
        return HeatmapPicture.draw(finding, radiograph, config.overlayOpacity());
    }

    /**
     * Reads the image of a heatmap object of the node.
     *
     * @return empty if the file is another kind of object
     * @throws IOException if it cannot be read
     */
    public static Optional<BufferedImage> read(Path file) throws IOException {
        return SecondaryCapture.picture(Part10.read(file).dataset());
    }

    /**
     * The image of a heatmap object of the node as PNG.
     *
     * @param widthPx width of the PNG, at most that of the object; empty for that of the object
     * @return empty if the file is another kind of object
     * @throws IOException if it cannot be read
     */
    public static Optional<byte[]> png(Path file, OptionalInt widthPx) throws IOException {
        Optional<BufferedImage> picture = read(file);
        if (picture.isEmpty()) {
            return Optional.empty();
        }
        BufferedImage whole = picture.get();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(
                widthPx.isPresent() && widthPx.getAsInt() < whole.getWidth()
                        ? scaled(whole, widthPx.getAsInt())
                        : whole,
                "png",
                png);
        return Optional.of(png.toByteArray());
    }

    /** A smaller copy; each pixel is the mean of those that it covers. */
    private static BufferedImage scaled(BufferedImage whole, int widthPx) {
        int heightPx =
                Math.max(1, Math.round(whole.getHeight() * (widthPx / (float) whole.getWidth())));
        BufferedImage small = new BufferedImage(widthPx, heightPx, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = small.createGraphics();
        pen.drawImage(
                whole.getScaledInstance(widthPx, heightPx, Image.SCALE_AREA_AVERAGING), 0, 0, null);
        pen.dispose();
        return small;
    }

    /**
     * Writes an image durably as PNG.
     *
     * @throws IOException if writing fails; no file is created then
     */
    public static void writePng(BufferedImage picture, Path file) throws IOException {
        DurableFile.write(
                file,
                out -> {
                    if (!ImageIO.write(picture, "png", out)) {
                        throw new IOException("this Java has no PNG writer");
                    }
                });
    }

    private HeatmapFiles() {}
}
