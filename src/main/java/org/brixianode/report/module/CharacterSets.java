package org.brixianode.report.module;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aoju.bus.image.Tag;
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

    private static final Pattern ISO =
            Pattern.compile(
                    "ISO(2022)?IR(6|13|58|87|100|101|109|110|126|127|138|144|148|149|159|166|192|203)");

    /** Behind a text that is encoded and decoded again: decoding removes spaces from the end. */
    private static final String END = ".";

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

    /**
     * Takes the source's set over by the name that the standard has for it (PS3.3 C.12.1.1.2), also
     * where the source spells it otherwise; not at all where nobody knows it.
     */
    static void takeOver(SourceObject source, Attributes target) {
        List<String> names = new ArrayList<>();
        for (String value : source.values(Tag.SpecificCharacterSet)) {
            Optional<String> name = standardName(value);
            if (name.isEmpty()) {
                return;
            }
            names.add(name.get());
        }
        if (names.equals(source.values(Tag.SpecificCharacterSet))) {
            source.copy(target, Tag.SpecificCharacterSet, VR.CS);
        } else if (!String.join("", names).isEmpty()) {
            target.setString(Tag.SpecificCharacterSet, VR.CS, names.toArray(String[]::new));
        }
    }

    private static Optional<String> standardName(String value) {
        String plain = value.toUpperCase(Locale.ROOT).replaceAll("[ _-]+", "");
        Matcher matcher = ISO.matcher(plain);
        if (matcher.matches()) {
            return Optional.of(
                    (matcher.group(1) == null ? "ISO_IR " : "ISO 2022 IR ") + matcher.group(2));
        }
        return switch (plain) {
            case "" -> Optional.of("");
            case "GB18030", "GBK" -> Optional.of(plain);
            case "UTF8", "UNICODE" -> Optional.of(UNICODE);
            case "LATIN1", "ISO88591" -> Optional.of("ISO_IR 100");
            default -> Optional.empty();
        };
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
        String marked = text + END;
        byte[] encoded = set.encode(marked, DELIMITERS);
        return marked.equals(VR.UT.toStrings(encoded, false, set));
    }

    private CharacterSets() {}
}
