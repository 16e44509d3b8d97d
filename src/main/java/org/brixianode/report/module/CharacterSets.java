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
 * <p>The source's character set is kept, and with it every copied byte. Only if a text of the node
 * (a site's name, a remark) cannot be encoded in it, the whole object is encoded in Unicode (ISO_IR
 * 192, PS3.3 C.12.1.1.2).
 */
public final class CharacterSets {

    private static final String UNICODE = "ISO_IR 192";

    private static final Pattern ISO =
            Pattern.compile(
                    "ISO(2022)?IR(6|13|58|87|100|101|109|110|126|127|138|144|148|149|159|166|192|203)");

    /**
     * Appended to a text that is encoded and decoded for comparison, since decoding removes
     * trailing spaces.
     */
    private static final String END = ".";

    private static final String DELIMITERS = "^=\\\r\n\t\f";

    /**
     * @param dataset a complete object with the source's character set; copied values are bytes,
     *     the node's own are strings
     */
    public static void settle(Attributes dataset) {
        if (!canBeWritten(dataset, dataset.getSpecificCharacterSet())) {
            dataset.setSpecificCharacterSet(UNICODE);
        }
    }

    /**
     * Copies the source's character set with its standard name (PS3.3 C.12.1.1.2), also if the
     * source spells it differently; an unknown one is not copied.
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
            // Declared by the library's visitor; this one does not throw.
            throw new IllegalStateException("walking a data set in memory failed", e);
        }
    }

    private static boolean isOurText(VR vr, Object value) {
        return value instanceof String && vr.useSpecificCharacterSet();
    }

    /**
     * With code extensions only ASCII is encoded: the library's encoder overruns its buffer on some
     * texts.
     */
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
