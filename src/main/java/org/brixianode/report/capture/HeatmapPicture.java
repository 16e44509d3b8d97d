package org.brixianode.report.capture;

import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import org.brixianode.report.module.Finding;
import org.brixianode.report.module.LungArea;
import org.brixianode.report.module.ZoneTargets;
import org.brixianode.study.Radiograph;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.Zone;

/**
 * Draws the heatmap: the radiograph with the overlay, the scores beside it, and the panel.
 *
 * <p>It does not identify the patient, and depends only on its input, not on the machine's fonts.
 */
public final class HeatmapPicture {

    /**
     * The drawn image and the text boxes, for tests.
     *
     * @param texts bounding boxes of all texts, in pixels
     * @param words the texts in these boxes
     */
    record Drawing(
            BufferedImage image,
            PictureLayout layout,
            List<Rectangle2D> texts,
            List<String> words) {}

    /**
     * Draws the picture.
     *
     * @param opacity opacity of the overlay at the highest severity, 0 to 1
     * @return an image of type {@link BufferedImage#TYPE_INT_RGB}, both sides even
     */
    public static BufferedImage draw(Finding finding, Radiograph radiograph, double opacity) {
        return compose(finding, radiograph, opacity).image();
    }

    static Drawing compose(Finding finding, Radiograph radiograph, double opacity) {
        PictureLayout plain = PictureLayout.of(radiograph.widthPx(), radiograph.heightPx());
        PictureLayout layout =
                finding.earlier().reference().isPresent() ? plain.withSecondPanel() : plain;
        BufferedImage canvas =
                new BufferedImage(layout.widthPx(), layout.heightPx(), BufferedImage.TYPE_INT_RGB);
        ScoreSheet sheet = finding.sheet();
        LungArea area = LungArea.of(sheet);
        ColourRamp ramp = new ColourRamp(opacity, sheet.heatKind());
        LungOverlay overlay = new LungOverlay(layout, area, ramp);
        Map<Zone, ZoneTargets.Target> targets = ZoneTargets.of(area, sheet);
        try (Pen pen = new Pen(canvas, layout.unit())) {
            pen.fill(
                    new Rectangle2D.Double(0, 0, layout.widthPx(), layout.heightPx()),
                    Pen.BACKGROUND);
            overlay.paintPixels(canvas, radiograph.grey());
            overlay.drawLines(pen);
            new ZoneBadges(layout, sheet, targets).draw(pen);
            new Panel(layout, pen, finding).draw(ramp);
            CoursePanel.draw(layout, pen, finding);
            return new Drawing(canvas, layout, pen.texts(), pen.words());
        }
    }

    private HeatmapPicture() {}
}
