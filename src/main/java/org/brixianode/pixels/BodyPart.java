package org.brixianode.pixels;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;

/** Body Part Examined (0018,0015) and Anatomic Region Sequence (0008,2218): the chest, or open. */
final class BodyPart {

    /** PS3.16 L's terms, and what consoles write in their place. */
    private static final Set<String> CHEST_WORDS =
            Set.of("CHEST", "THORAX", "LUNG", "LUNGS", "TORAX", "TORACE");

    /** CID 4009 and 4031: chest, thorax, lung, and regions that take in the chest; SCT and SRT. */
    private static final Set<String> CHEST_CODES =
            Set.of(
                    "816094009",
                    "51185008",
                    "T-D3000",
                    "39607008",
                    "T-28000",
                    "43799004",
                    "T-D3200",
                    "417437006",
                    "R-FAB52");

    /** What the object is of, if not the chest. */
    static Optional<String> objection(Attributes header) {
        return wordObjection(header).or(() -> codeObjection(header));
    }

    private static Optional<String> wordObjection(Attributes header) {
        String examined = HeaderValues.code(header, Tag.BodyPartExamined);
        boolean chest = Arrays.stream(examined.split("[^A-Z]+")).anyMatch(CHEST_WORDS::contains);
        return examined.isEmpty() || chest ? Optional.empty() : Optional.of(notChest(examined));
    }

    private static Optional<String> codeObjection(Attributes header) {
        return HeaderValues.firstItem(header, Tag.AnatomicRegionSequence)
                .filter(region -> !CHEST_CODES.contains(HeaderValues.text(region, Tag.CodeValue)))
                .map(region -> notChest(HeaderValues.meaning(region)));
    }

    private static String notChest(String part) {
        return "body part " + HeaderValues.quoted(part) + ", not chest";
    }

    private BodyPart() {}
}
