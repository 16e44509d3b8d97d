package org.brixianode.report.capture;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import org.brixianode.study.ZoneScore;

/** Draws a zone's letter and score on the colour of the score. */
final class ScoreChip {

    private static final Color NOT_ASSESSABLE = new Color(0x20262E);

    /** Size of a number in parentheses. */
    private static final double SHRUNK = .75;

    /**
     * @param box in pixels
     * @param assessable if false, the score is in parentheses and without its colour
     */
    static void draw(Pen pen, Rectangle2D box, ZoneScore score, boolean assessable) {
        double height = box.getHeight() / pen.unit();
        Color ink = assessable ? ColourRamp.inkOn(score.score()) : Pen.DIM;
        pen.box(box, 4, assessable ? ColourRamp.ofScore(score.score()) : NOT_ASSESSABLE);
        if (!assessable) {
            pen.stroke(pen.round(box, 4), Pen.DIM, 1.5, 5, 5);
        }
        boolean small = height < 2 * Pen.SMALL;
        Pen.Style letter = Pen.Style.bold(Pen.SMALL, ink);
        double size = small ? 24 : 46;
        Pen.Style number = Pen.Style.bold(assessable ? size : SHRUNK * size, ink);
        double middle = box.getCenterY();
        pen.text(
                score.zone().name(),
                box.getX() + 6 * pen.unit(),
                small ? pen.baselineForMiddle(middle, letter) : box.getY() + 22 * pen.unit(),
                Pen.Anchor.LEFT,
                letter);
        String shown = assessable ? "" + score.score() : "(" + score.score() + ")";
        pen.text(
                shown,
                small ? box.getMaxX() - 6 * pen.unit() : box.getCenterX() + 6 * pen.unit(),
                pen.baselineForMiddle(small ? middle : middle + 10 * pen.unit(), number),
                small ? Pen.Anchor.RIGHT : Pen.Anchor.CENTRE,
                number);
    }

    private ScoreChip() {}
}
