package org.brixianode.pixels;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;

/** Values of a header whose sender may have written anything. */
final class HeaderValues {

    private static final int LONGEST_QUOTED = 40;

    /** The first value, trimmed and in upper case; empty if there is none. */
    static String code(Attributes attrs, int tag) {
        return text(attrs, tag).toUpperCase(Locale.ROOT);
    }

    /** The first value, trimmed; empty if there is none. */
    static String text(Attributes attrs, int tag) {
        return attrs.getString(tag, "").strip();
    }

    /**
     * The value at an index, from 0, as a finite number, of whatever VR; a comma may be its point.
     */
    static OptionalDouble number(Attributes attrs, int tag, int index) {
        try {
            String text = attrs.getString(tag, index, "").strip().replace(',', '.');
            double value = Double.parseDouble(text);
            return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    static OptionalDouble number(Attributes attrs, int tag) {
        return number(attrs, tag, 0);
    }

    /** The sequence's first item. */
    static Optional<Attributes> firstItem(Attributes attrs, int sequenceTag) {
        return Optional.ofNullable(attrs.getSequence(sequenceTag))
                .filter(items -> !items.isEmpty())
                .map(items -> items.get(0));
    }

    /** What a coded concept means, in its sender's words; its code if there are none. */
    static String meaning(Attributes concept) {
        String meaning = text(concept, Tag.CodeMeaning);
        return quoted(meaning.isEmpty() ? text(concept, Tag.CodeValue) : meaning);
    }

    /** Fit to stand in a reason: printable and short. */
    static String quoted(String value) {
        String printable = value.replaceAll("[^\\x20-\\x7e]", "?");
        return printable.length() <= LONGEST_QUOTED
                ? printable
                : printable.substring(0, LONGEST_QUOTED) + "...";
    }

    private HeaderValues() {}
}
