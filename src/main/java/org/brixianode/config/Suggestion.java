package org.brixianode.config;

import java.util.Set;

/** Finds the known key most similar to a mistyped one. */
final class Suggestion {

    private static final int MAX_DISTANCE = 4;

    /**
     * " (did you mean ...?)" with the key that takes the fewest edits of single characters; nothing
     * if it takes more than four, or more than half as many as the mistyped key has characters.
     */
    static String text(String key, Set<String> known) {
        String best = "";
        int bestDistance = Math.min(MAX_DISTANCE, Math.max(1, key.length() / 2)) + 1;
        for (String candidate : known) {
            int distance = distance(key, candidate);
            if (distance < bestDistance) {
                bestDistance = distance;
                best = candidate;
            }
        }
        return best.isEmpty() ? "" : " (did you mean " + best + "?)";
    }

    /** The Levenshtein distance. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                current[j] =
                        Math.min(
                                previous[j - 1] + change,
                                Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }

    private Suggestion() {}
}
