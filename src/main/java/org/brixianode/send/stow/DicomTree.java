package org.brixianode.send.stow;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A data set that was read from JSON (PS3.18 F) or XML (PS3.19 A): texts and items by tag.
 *
 * @param texts the first value of each attribute, by the eight hexadecimal digits of its tag
 * @param sequences the items of each sequence
 */
record DicomTree(Map<String, String> texts, Map<String, List<DicomTree>> sequences) {

    /** Sequences within sequences; the answer has two levels. */
    static final int MAX_DEPTH = 16;

    /** An empty one, to be filled. */
    DicomTree() {
        this(new HashMap<>(), new HashMap<>());
    }

    List<DicomTree> items(String tag) {
        return sequences.getOrDefault(tag, List.of());
    }

    Optional<String> text(String tag) {
        return Optional.ofNullable(texts.get(tag))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    /** An unsigned 16-bit number (US). */
    OptionalInt number(String tag) {
        return text(tag)
                .filter(text -> text.matches("\\d{1,5}"))
                .map(text -> OptionalInt.of(Integer.parseInt(text) & 0xFFFF))
                .orElse(OptionalInt.empty());
    }
}
