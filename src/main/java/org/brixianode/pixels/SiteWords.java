package org.brixianode.pixels;

import java.util.List;

/**
 * Site-specific words in Body Part Examined (0018,0015), View Position (0018,5101) and the
 * corresponding codes. They take precedence over the built-in words.
 *
 * @param chest words or phrases that name the chest
 * @param frontal words or phrases that name a frontal view
 * @param refused words or phrases of images that are not scored; they take precedence over the
 *     others
 */
public record SiteWords(List<String> chest, List<String> frontal, List<String> refused) {

    public static final SiteWords NONE = new SiteWords(List.of(), List.of(), List.of());

    /**
     * @throws IllegalArgumentException if an entry has no letter or digit
     */
    public SiteWords {
        chest = checked("chest-words", chest);
        frontal = checked("frontal-words", frontal);
        refused = checked("refused-words", refused);
    }

    private static List<String> checked(String name, List<String> entries) {
        for (String entry : entries) {
            if (Words.withDigits(entry).list().isEmpty()) {
                throw new IllegalArgumentException(
                        name + " has the entry '" + entry + "', which has no letter or digit");
            }
        }
        return List.copyOf(entries);
    }

    boolean nameChest(String text) {
        return containsAny(text, chest);
    }

    boolean nameFrontal(String text) {
        return containsAny(text, frontal);
    }

    boolean refuse(String text) {
        return containsAny(text, refused);
    }

    private static boolean containsAny(String text, List<String> phrases) {
        return phrases.stream().anyMatch(phrase -> contains(text, phrase));
    }

    /**
     * Digits are compared only if the site's entry has some: {@code CHEST} matches {@code CHEST2}.
     */
    private static boolean contains(String text, String phrase) {
        return phrase.chars().anyMatch(Character::isDigit)
                ? Words.withDigits(text).contains(Words.withDigits(phrase))
                : Words.of(text).contains(Words.of(phrase));
    }
}
