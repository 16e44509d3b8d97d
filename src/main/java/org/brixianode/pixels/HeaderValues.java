package org.brixianode.pixels;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;

/** Reads values of a header tolerantly, since senders may violate the standard. */
final class HeaderValues {

    private static final int MAX_QUOTED = 40;

    /** The first value, trimmed, in upper case; empty if there is none. */
    static String code(Attributes attrs, int tag) {
        return text(attrs, tag).toUpperCase(Locale.ROOT);
    }

    /**
     * The first value without surrounding white space and control characters; empty if there is
     * none.
     */
    static String text(Attributes attrs, int tag) {
        return trimmed(attrs.getString(tag, ""));
    }

    private static String trimmed(String value) {
        return value.replaceAll("^[\\s\\p{Cntrl}]+|[\\s\\p{Cntrl}]+$", "");
    }

    /**
     * All values joined, decoded with the object's character set even if the VR (CS) allows only
     * the default one; empty if there is none.
     */
    static String words(Attributes attrs, int tag) {
        byte[] raw = attrs.getSafeBytes(tag);
        if (raw == null || attrs.getVR(tag) == VR.SQ) {
            return "";
        }
        Object decoded = VR.LO.toStrings(raw, attrs.bigEndian(), attrs.getSpecificCharacterSet());
        return decoded instanceof String[] values
                ? trimmed(
                        Arrays.stream(values)
                                .filter(Objects::nonNull)
                                .collect(Collectors.joining(" ")))
                : trimmed(String.valueOf(decoded));
    }

    /**
     * The value at an index, from 0, as a finite number, of any VR; a decimal comma is accepted.
     */
    static OptionalDouble number(Attributes attrs, int tag, int index) {
        try {
            String text = trimmed(attrs.getString(tag, index, "")).replace(',', '.');
            double value = Double.parseDouble(text);
            return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    static OptionalDouble number(Attributes attrs, int tag) {
        return number(attrs, tag, 0);
    }

    /** The sequence's items. */
    static Stream<Attributes> items(Attributes attrs, int sequenceTag) {
        return Optional.ofNullable(attrs.getSequence(sequenceTag)).stream().flatMap(List::stream);
    }

    /** The sequence's first item. */
    static Optional<Attributes> firstItem(Attributes attrs, int sequenceTag) {
        return Optional.ofNullable(attrs.getSequence(sequenceTag))
                .filter(items -> !items.isEmpty())
                .map(items -> items.get(0));
    }

    /** The Code Meaning of a coded concept; its Code Value if there is none. */
    static String meaning(Attributes concept) {
        String meaning = text(concept, Tag.CodeMeaning);
        return quoted(meaning.isEmpty() ? text(concept, Tag.CodeValue) : meaning);
    }

    /** Sanitises a value for a reason: printable and short. */
    static String quoted(String value) {
        String printable = value.replaceAll("[^\\x20-\\x7e]", "?");
        return printable.length() <= MAX_QUOTED
                ? printable
                : printable.substring(0, MAX_QUOTED) + "...";
    }

    private HeaderValues() {}
}
