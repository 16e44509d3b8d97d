package org.brixianode.report.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Rectangle;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** That the texts of a drawing can be read. */
final class DrawnTexts {

    private static final int FEWEST = 50;

    /** They are on the canvas, beside the image and apart from each other. */
    static void check(HeatmapPicture.Drawing drawing) {
        List<Rectangle2D> texts = drawing.texts();
        Rectangle2D canvas = new Rectangle(drawing.image().getWidth(), drawing.image().getHeight());
        assertThat(texts).hasSizeGreaterThan(FEWEST).hasSameSizeAs(drawing.words());
        for (int i = 0; i < texts.size(); i++) {
            String words = drawing.words().get(i);
            assertThat(canvas.contains(texts.get(i))).as("'%s' inside", words).isTrue();
            assertThat(texts.get(i).intersects(drawing.layout().image()))
                    .as("'%s' on the image", words)
                    .isFalse();
            for (int j = 0; j < i; j++) {
                assertThat(texts.get(i).intersects(texts.get(j)))
                        .as("'%s' and '%s'", words, drawing.words().get(j))
                        .isFalse();
            }
        }
    }

    private DrawnTexts() {}
}
