package org.brixianode.pixels;

import java.util.List;
import java.util.Set;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;

/**
 * A coded concept of a header (PS3.3 8).
 *
 * @param value Code Value (0008,0100), upper case; may be empty
 * @param standard whether its coding scheme is one of those used by PS3.16; values of private
 *     schemes are known only to their site
 * @param text value and meaning
 * @param words words of the meaning and, in a private scheme, of the value
 * @param shown meaning, or value if there is none, sanitised for messages
 */
record HeaderCode(String value, boolean standard, String text, Words words, String shown) {

    /** SNM3 and 99SDM are former designators of SRT (PS3.16 8.2). */
    private static final Set<String> STANDARD_SCHEMES =
            Set.of("SCT", "SRT", "SNM3", "99SDM", "DCM");

    /** All items of a code sequence that are not blank. */
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
