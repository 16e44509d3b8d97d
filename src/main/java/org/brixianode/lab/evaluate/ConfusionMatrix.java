package org.brixianode.lab.evaluate;

import java.util.List;
import java.util.stream.IntStream;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;

/** How often one rater gave a score where the other gave another or the same. */
public final class ConfusionMatrix {

    private final int[][] counts = new int[ZoneScore.GRADES][ZoneScore.GRADES];

    private ConfusionMatrix() {}

    /** Of some zones of all images. */
    public static ConfusionMatrix of(Ratings ratings, List<Zone> zones) {
        return of(ratings, zones, IntStream.range(0, ratings.images()).toArray());
    }

    /**
     * @param images indices; one that comes twice counts twice
     */
    static ConfusionMatrix of(Ratings ratings, List<Zone> zones, int[] images) {
        ConfusionMatrix matrix = new ConfusionMatrix();
        for (int image : images) {
            for (Zone zone : zones) {
                matrix.counts[ratings.reference(image, zone)][ratings.rated(image, zone)]++;
            }
        }
        return matrix;
    }

    /**
     * @param reference score of the one, 0 to 3
     * @param rated score of the other
     */
    public int count(int reference, int rated) {
        return counts[reference][rated];
    }

    /** How often the reference gave a score. */
    public int referenceTotal(int reference) {
        int sum = 0;
        for (int count : counts[reference]) {
            sum += count;
        }
        return sum;
    }

    /** How often the other gave a score. */
    public int ratedTotal(int rated) {
        int sum = 0;
        for (int[] row : counts) {
            sum += row[rated];
        }
        return sum;
    }

    public int total() {
        int sum = 0;
        for (int grade = 0; grade < ZoneScore.GRADES; grade++) {
            sum += referenceTotal(grade);
        }
        return sum;
    }

    /** Share of equal scores, 0 to 1. */
    public double agreement() {
        int equal = IntStream.range(0, ZoneScore.GRADES).map(grade -> counts[grade][grade]).sum();
        return (double) equal / total();
    }

    /** Rows by the reference's score, columns by the other's. */
    public List<List<Integer>> rows() {
        return IntStream.range(0, ZoneScore.GRADES)
                .mapToObj(row -> IntStream.of(counts[row]).boxed().toList())
                .toList();
    }
}
