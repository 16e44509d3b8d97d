package org.brixianode.testkit;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import org.brixianode.study.Affine;
import org.brixianode.study.Radiograph;
import org.brixianode.study.Raster;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.Zone;

/**
 * Plausible scores for the real radiographs beside the checkout: lungs from the human masks, zone
 * scores from the senior radiologist, heat drawn from them, alignment from the masks' box.
 */
public final class ReportExamples {

    private static final int FRAME = 256;
    private static final int SENIOR_A = 2;

    /** An image with its score. */
    public record Example(String name, Radiograph radiograph, ScoreSheet sheet) {}

    /**
     * @param image file name without ending, for example {@code cxr000}
     * @param scale by which the image is enlarged first
     */
    public static Example load(String image, double scale) throws IOException {
        Path folder = Peers.shared("data/cxr");
        Radiograph radiograph = radiograph(folder.resolve("images/" + image + ".jpg"), scale);
        Raster lungs = mask(folder.resolve("masks/" + image + ".png"));
        List<Integer> scores = scores(folder, image);
        Affine alignment = alignment(lungs);
        ScoreSheet sheet =
                ScoreSheets.of(
                        ReportFixtures.MODEL,
                        ReportFixtures.zones(scores),
                        lungs,
                        heat(scores, alignment, image.hashCode()),
                        alignment,
                        List.of());
        return new Example(image, radiograph, sheet);
    }

    private static Radiograph radiograph(Path file, double scale) throws IOException {
        BufferedImage image = read(file);
        int width = (int) Math.round(image.getWidth() * scale);
        int height = (int) Math.round(image.getHeight() * scale);
        float[] grey = new float[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int sourceX = Math.min(image.getWidth() - 1, (int) (x / scale));
                int sourceY = Math.min(image.getHeight() - 1, (int) (y / scale));
                grey[y * width + x] = image.getRaster().getSample(sourceX, sourceY, 0) / 255f;
            }
        }
        return new Radiograph(new Raster(width, height, grey));
    }

    /** By the JDK's own readers: the DICOM library registers some that need a native library. */
    private static BufferedImage read(Path file) throws IOException {
        Iterator<ImageReaderSpi> providers =
                IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, true);
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            while (providers.hasNext()) {
                ImageReaderSpi provider = providers.next();
                boolean own = provider.getClass().getName().startsWith("com.sun.imageio");
                if (own && provider.canDecodeInput(in)) {
                    ImageReader reader = provider.createReaderInstance();
                    reader.setInput(in);
                    return reader.read(0);
                }
            }
        }
        throw new IOException("no reader for " + file);
    }

    /** The mask in the model's frame, each pixel the share of lung in it. */
    private static Raster mask(Path file) throws IOException {
        BufferedImage image = read(file);
        float[] values = new float[FRAME * FRAME];
        for (int y = 0; y < FRAME; y++) {
            for (int x = 0; x < FRAME; x++) {
                int sum = 0;
                for (int k = 0; k < 16; k++) {
                    double u = (x + (k % 4 + .5) / 4) / FRAME;
                    double v = (y + (k / 4 + .5) / 4) / FRAME;
                    int sampleX = (int) (u * image.getWidth());
                    int sampleY = (int) (v * image.getHeight());
                    sum += image.getRaster().getSample(sampleX, sampleY, 0) > 0 ? 1 : 0;
                }
                values[y * FRAME + x] = sum / 16f;
            }
        }
        return new Raster(FRAME, FRAME, values);
    }

    private static List<Integer> scores(Path folder, String image) throws IOException {
        for (String line : Files.readAllLines(folder.resolve("annotations.csv"))) {
            String[] cells = line.split(",");
            if (cells[0].contains(image)) {
                List<Integer> scores = new ArrayList<>();
                for (int i = 0; i < Zone.values().length; i++) {
                    scores.add(Integer.parseInt(cells[SENIOR_A + i].trim()));
                }
                return scores;
            }
        }
        throw new IOException("no scores of " + image);
    }

    /** The lungs' box fills the aligned frame. */
    private static Affine alignment(Raster lungs) {
        int left = FRAME;
        int right = 0;
        int top = FRAME;
        int bottom = 0;
        for (int y = 0; y < FRAME; y++) {
            for (int x = 0; x < FRAME; x++) {
                if (lungs.at(x, y) > .5) {
                    left = Math.min(left, x);
                    right = Math.max(right, x);
                    top = Math.min(top, y);
                    bottom = Math.max(bottom, y);
                }
            }
        }
        double half = FRAME / 2.0;
        double centreX = (left + right + 1) / 2.0 / half - 1;
        double centreY = (top + bottom + 1) / 2.0 / half - 1;
        double tilt = .04;
        return new Affine(
                (right - left + 1) / (double) FRAME,
                -tilt,
                centreX,
                tilt,
                (bottom - top + 1) / (double) FRAME,
                centreY);
    }

    /** Blobs in each zone, the more and the stronger the higher its score. */
    private static Raster heat(List<Integer> scores, Affine alignment, int seed) {
        Random random = new Random(seed);
        float[] values = new float[FRAME * FRAME];
        for (Zone zone : Zone.values()) {
            int score = scores.get(zone.ordinal());
            for (int blob = 0; blob < 2 * score; blob++) {
                double frameX = zone.column() + .15 + .7 * random.nextDouble() - 1;
                double frameY = (zone.row() + random.nextDouble()) / 3 * 2 - 1;
                double x = (alignment.x(frameX, frameY) + 1) / 2 * FRAME;
                double y = (alignment.y(frameX, frameY) + 1) / 2 * FRAME;
                add(values, x, y, 10 + 12 * random.nextDouble(), score * .75);
            }
        }
        return new Raster(FRAME, FRAME, values);
    }

    private static void add(
            float[] values, double centreX, double centreY, double radius, double height) {
        for (int y = 0; y < FRAME; y++) {
            for (int x = 0; x < FRAME; x++) {
                double d = Math.hypot(x - centreX, y - centreY) / radius;
                int i = y * FRAME + x;
                values[i] = (float) Math.min(3, values[i] + height * Math.exp(-d * d / 2));
            }
        }
    }

    private ReportExamples() {}
}
