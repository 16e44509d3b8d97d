package org.brixianode.report.module;

import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.SpecificCharacterSet;
import org.aoju.bus.image.galaxy.data.VR;

/**
 * Chooses the Specific Character Set (0008,0005) of a result object.
 *
 * <p>The source's set is kept, and with it every byte that was taken over. Only where a text of our
 * own (a site's name, a remark) cannot be written in it, the whole object is written in Unicode
 * (ISO_IR 192, PS3.3 C.12.1.1.2).
 */
public final class CharacterSets {

    private static final String UNICODE = "ISO_IR 192";
    private static final String DELIMITERS = "^=\\\r\n\t\f";

    /**
     * @param dataset a whole object with the source's character set, values taken over still as
     *     bytes and our own as strings
     */
    public static void settle(Attributes dataset) {
        if (!canBeWritten(dataset, dataset.getSpecificCharacterSet())) {
            dataset.setSpecificCharacterSet(UNICODE);
        }
    }

    private static boolean canBeWritten(Attributes dataset, SpecificCharacterSet set) {
        try {
            return dataset.accept(
                    (attrs, tag, vr, value) -> !isOurText(vr, value) || survives(set, value), true);
        } catch (Exception e) {
            // Declared by the library's visitor; ours throws none.
            throw new IllegalStateException("walking a data set in memory failed", e);
        }
    }

    private static boolean isOurText(VR vr, Object value) {
        return value instanceof String && vr.useSpecificCharacterSet();
    }

    /** With code extensions only ASCII: the library's encoder overruns its buffer on some texts. */
    private static boolean survives(SpecificCharacterSet set, Object value) {
        String text = (String) value;
        String[] codes = set.toCodes();
        boolean extended = codes != null && codes.length > 1;
        if (extended && !text.chars().allMatch(c -> c < 0x80)) {
            return false;
        }
        return set.decode(set.encode(text, DELIMITERS)).equals(text);
    }

    private CharacterSets() {}
}
