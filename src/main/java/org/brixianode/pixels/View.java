package org.brixianode.pixels;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;

/** View Position (0018,5101) and View Code Sequence (0054,0220): frontal, or open. */
final class View {

    /** What may stand in a frontal view's position; AXIAL is the lordotic view. */
    private static final Set<String> FRONTAL_WORDS =
            Set.of("AP", "PA", "FRONTAL", "ERECT", "UPRIGHT", "SUPINE", "SITTING", "PORTABLE");

    private static final Set<String> SIDE_WORDS =
            Set.of("LL", "RL", "LAT", "LATERAL", "LLAT", "RLAT", "L", "R");

    private static final Set<String> DECUBITUS_WORDS = Set.of("LLD", "RLD", "DECUBITUS");

    private static final Set<String> OBLIQUE_WORDS =
            Set.of("LLO", "RLO", "LAO", "RAO", "LPO", "RPO", "OBL", "OBLIQUE");

    /** CID 4010: frontal, antero-posterior, postero-anterior; SCT, SRT and its predecessor SNM3. */
    private static final Set<String> FRONTAL_CODES =
            Set.of(
                    "399033003",
                    "R-10202",
                    "399348003",
                    "R-10206",
                    "272479007",
                    "R-10214",
                    "R-40888");

    /** What the object shows, if not a frontal view. */
    static Optional<String> objection(Attributes header) {
        return wordObjection(header).or(() -> codeObjection(header));
    }

    private static Optional<String> wordObjection(Attributes header) {
        String position = HeaderValues.code(header, Tag.ViewPosition);
        Set<String> words = Set.copyOf(Arrays.asList(position.split("[^A-Z]+")));
        if (position.isEmpty() || FRONTAL_WORDS.containsAll(words)) {
            return Optional.empty();
        }
        return Optional.of(
                kind(words) + " view (View Position " + HeaderValues.quoted(position) + ")");
    }

    private static String kind(Set<String> words) {
        if (words.stream().anyMatch(SIDE_WORDS::contains)) {
            return "lateral";
        }
        if (words.stream().anyMatch(DECUBITUS_WORDS::contains)) {
            return "decubitus";
        }
        return words.stream().anyMatch(OBLIQUE_WORDS::contains) ? "oblique" : "unknown";
    }

    private static Optional<String> codeObjection(Attributes header) {
        return HeaderValues.firstItem(header, Tag.ViewCodeSequence)
                .filter(view -> !FRONTAL_CODES.contains(HeaderValues.text(view, Tag.CodeValue)))
                .map(view -> "view " + HeaderValues.meaning(view) + ", not frontal");
    }

    private View() {}
}
