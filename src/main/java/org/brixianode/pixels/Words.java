package org.brixianode.pixels;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * A free text of a header, split into words that can be compared: upper case, without accents,
 * separated by any character that is not a letter.
 *
 * <p>Single letters in a row are one word ({@code P.A.} and {@code P-A} are {@code PA}). A byte
 * that is invalid in the text's character set stays part of its word, so that the rest does not
 * match a known word.
 */
record Words(List<String> list) {

    private static final String NO_LETTERS = "[^\\p{L}\ufffd]+";
    private static final String NO_LETTERS_OR_DIGITS = "[^\\p{L}\\p{Nd}\ufffd]+";

    Words {
        list = List.copyOf(list);
    }

    static Words of(String text) {
        return of(text, NO_LETTERS);
    }

    /** Splits the text with digits as parts of words. */
    static Words withDigits(String text) {
        return of(text, NO_LETTERS_OR_DIGITS);
    }

    private static Words of(String text, String between) {
        String plain =
                Normalizer.normalize(text, Normalizer.Form.NFKD)
                        .replaceAll("\\p{M}+", "")
                        .toUpperCase(Locale.ROOT);
        List<String> words = new ArrayList<>();
        boolean spelled = false;
        for (String word : plain.split(between)) {
            if (word.isEmpty()) {
                continue;
            }
            boolean letter = word.length() == 1;
            if (letter && spelled) {
                words.add(words.remove(words.size() - 1) + word);
            } else {
                words.add(word);
            }
            spelled = letter;
        }
        return new Words(words);
    }

    boolean any(Predicate<String> kind) {
        return list.stream().anyMatch(kind);
    }

    /** Whether the text is a single word that matches. */
    boolean isOnly(Predicate<String> kind) {
        return list.size() == 1 && kind.test(list.get(0));
    }

    /** Whether the text contains the words of a phrase in sequence. */
    boolean contains(Words phrase) {
        return !phrase.list.isEmpty() && Collections.indexOfSubList(list, phrase.list) >= 0;
    }
}
