package org.brixianode.study;

import java.util.ArrayList;
import java.util.List;

/**
 * The score of one zone.
 *
 * @param zone the zone
 * @param score the whole-number score, 0 to 3
 * @param probabilities probabilities of the scores 0, 1, 2, 3, with sum 1
 */
public record ZoneScore(Zone zone, int score, List<Double> probabilities) {

    /** Number of grades: 0, 1, 2, 3. */
    public static final int GRADES = 4;

    /**
     * @throws IllegalArgumentException if the score is outside 0..3 or there are not 4
     *     probabilities
     */
    public ZoneScore {
        if (score < 0 || score >= GRADES || probabilities.size() != GRADES) {
            throw new IllegalArgumentException(
                    "zone " + zone + ": score " + score + " with " + probabilities);
        }
        probabilities = List.copyOf(probabilities);
    }

    /**
     * @param probabilities probabilities of the scores 0, 1, 2, 3
     */
    public static List<Double> listed(float[] probabilities) {
        List<Double> listed = new ArrayList<>();
        for (float probability : probabilities) {
            listed.add((double) probability);
        }
        return listed;
    }

    /** The expected score, 0 to 3. */
    public double expected() {
        double sum = 0;
        for (int grade = 1; grade < GRADES; grade++) {
            sum += grade * probabilities.get(grade);
        }
        return sum;
    }

    /** The variance of the score under its probabilities, 0 to 2.25. */
    public double variance() {
        double mean = expected();
        double sum = 0;
        for (int grade = 0; grade < GRADES; grade++) {
            sum += (grade - mean) * (grade - mean) * probabilities.get(grade);
        }
        return sum;
    }

    /** The probability of the chosen score. */
    public double confidence() {
        return probabilities.get(score);
    }

    /** The grade with the highest probability; on a tie the chosen score. */
    public int mostProbableScore() {
        int best = score;
        for (int grade = 0; grade < GRADES; grade++) {
            if (probabilities.get(grade) > probabilities.get(best)) {
                best = grade;
            }
        }
        return best;
    }

    /**
     * Whether no other grade is more probable than the chosen score. This can be false: under the
     * rounded mean, a zone with high probabilities of 1 and 3 scores 2.
     */
    public boolean isMostProbable() {
        return mostProbableScore() == score;
    }
}
