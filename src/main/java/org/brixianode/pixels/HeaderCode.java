package org.brixianode.pixels;

import java.util.List;
import java.util.Set;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;

/**
 * A coded concept of a header (PS3.3 8).
 *
 * @param value Code Value (0008,0100), upper case; may be empty
 * @param standard whether its scheme is one of those that PS3.16 takes its concepts from; a private
 *     scheme's values are known to its site alone
 * @param text its value and meaning
 * @param words what its meaning says, and in a private scheme its value
 * @param shown its meaning, or its value where it has none, fit for a message
 */
record HeaderCode(String value, boolean standard, String text, Words words, String shown) {

    /** SNM3 and 99SDM are the designators that SRT had before (PS3.16 8.2). */
    private static final Set<String> STANDARD_SCHEMES =
            Set.of("SCT", "SRT", "SNM3", "99SDM", "DCM");

    /** All items of a code sequence that say something. */
    static List<HeaderCode> in(Attributes header, int sequenceTag) {
        return HeaderValues.items(header, sequenceTag)
                .map(HeaderCode::of)
                .filter(code -> !code.text.isBlank())
                .toList();
    }

    private static HeaderCode of(Attributes item) {
        String value = HeaderValues.code(item, Tag.CodeValue);
        String scheme = HeaderValues.code(item, Tag.CodingSchemeDesignator);
        String meaning = HeaderValues.words(item, Tag.CodeMeaning);
        boolean standard = STANDARD_SCHEMES.contains(scheme);
        String text = value + "\n" + meaning;
        return new HeaderCode(
                value,
                standard,
                text,
                Words.of(standard ? meaning : text),
                HeaderValues.meaning(item));
    }
}
