package org.brixianode.report.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LoopsTest {

    @Test
    void everyClosedLineHasItsCornersAndItsArea() {
        Area two = new Area(new Rectangle2D.Double(.1, .1, .2, .3));
        two.add(new Area(new Rectangle2D.Double(.5, .5, .1, .1)));
        List<List<Point2D>> loops = Loops.of(two);
        assertThat(loops).hasSize(2).allSatisfy(loop -> assertThat(loop).hasSize(4));
        loops = loops.stream().sorted(Comparator.comparingDouble(Loops::area)).toList();
        assertThat(Loops.area(loops.get(0))).isCloseTo(.01, within(1e-9));
        assertThat(Loops.area(loops.get(1))).isCloseTo(.06, within(1e-9));
        assertThat(Loops.of(new Area())).isEmpty();
        assertThat(Loops.area(List.of())).isZero();
    }

    /** The first corner stays, and the last one is as far from it as from its neighbour. */
    @Test
    void cornersThatAreNearTheOneBeforeAreLeftOut() {
        Path2D path = new Path2D.Double();
        path.moveTo(0, 0);
        path.lineTo(.001, 0);
        path.lineTo(1, 0);
        path.lineTo(1, 1);
        path.lineTo(1, 1.001);
        path.lineTo(0, .001);
        path.closePath();
        assertThat(Loops.thinned(Loops.of(path).get(0), .01))
                .containsExactly(
                        new Point2D.Double(0, 0),
                        new Point2D.Double(1, 0),
                        new Point2D.Double(1, 1));
    }
}
