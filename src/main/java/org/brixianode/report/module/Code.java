package org.brixianode.report.module;

import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;

/**
 * A coded concept (PS3.3 8, PS3.3 Table 8.8-1).
 *
 * @param value (0008,0100)
 * @param scheme (0008,0102), a designator of PS3.16 8 or {@link Codes#PRIVATE_SCHEME}
 * @param meaning (0008,0104), for display
 */
public record Code(String value, String scheme, String meaning) {

    /** Both VRs of SH: 16 characters (PS3.5 6.2). */
    private static final int MAX_VALUE = 16;

    /** VR LO: 64 characters. */
    private static final int MAX_MEANING = 64;

    /**
     * @throws IllegalArgumentException if a part is empty or longer than its VR allows
     */
    public Code {
        requireLength("value", value, MAX_VALUE);
        requireLength("scheme", scheme, MAX_VALUE);
        requireLength("meaning", meaning, MAX_MEANING);
    }

    private static void requireLength(String name, String text, int max) {
        if (text.isBlank() || text.length() > max) {
            throw new IllegalArgumentException(
                    "code " + name + " '" + text + "' must have 1 to " + max + " characters");
        }
    }

    /** Writes the concept as the only item of a code sequence. */
    public void writeTo(Attributes target, int sequenceTag) {
        Sequence sequence = target.newSequence(sequenceTag, 1);
        sequence.add(toItem());
    }

    /** The concept as an item of a code sequence. */
    public Attributes toItem() {
        Attributes item = new Attributes();
        item.setString(Tag.CodeValue, VR.SH, value);
        item.setString(Tag.CodingSchemeDesignator, VR.SH, scheme);
        item.setString(Tag.CodeMeaning, VR.LO, meaning);
        return item;
    }

    @Override
    public String toString() {
        return "(" + value + "," + scheme + ",\"" + meaning + "\")";
    }
}
