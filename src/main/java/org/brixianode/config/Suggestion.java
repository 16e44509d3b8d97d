package org.brixianode.config;

import java.util.List;
import java.util.Set;

/** Finds the known keys that a mistyped or misplaced one may be meant for. */
final class Suggestion {

    /** Of a typing error, rather than of a wrong block. */
    private static final int TYPING_ERROR = 2;

    private static final int MAX_DISTANCE = 4;

    /** With more keys of the same name, its name tells nothing. */
    private static final int MAX_SAME_NAMES = 6;

    /**
     * " (did you mean ...?)" with the key that takes the fewest edits of single characters, at most
     * two; else " (there is ...)" with the keys of the same name in other blocks; else with the key
     * that takes no more than four edits, and no more than half as many as the key has characters;
     * else nothing.
     */
    static String text(String key, Set<String> known) {
        String similar = nearest(key, known, TYPING_ERROR);
        if (similar.isEmpty()) {
            List<String> sameName = ofSameName(key, known);
            if (!sameName.isEmpty()) {
                return " (there is " + String.join(", ", sameName) + ")";
            }
            similar = nearest(key, known, MAX_DISTANCE);
        }
        return similar.isEmpty() ? "" : " (did you mean " + similar + "?)";
    }

    private static List<String> ofSameName(String key, Set<String> known) {
        List<String> found =
                known.stream().filter(one -> name(one).equals(name(key))).sorted().toList();
        return found.size() > MAX_SAME_NAMES ? List.of() : found;
    }

    /** Without its blocks. */
    private static String name(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    /** The most similar key; empty if none is within the distance. */
    private static String nearest(String key, Set<String> known, int within) {
        String best = "";
        int bestDistance = Math.min(within, Math.max(1, key.length() / 2)) + 1;
        for (String candidate : known) {
            int distance = distance(key, candidate);
            if (distance < bestDistance) {
                bestDistance = distance;
                best = candidate;
            }
        }
        return best;
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
