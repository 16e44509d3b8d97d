package org.brixianode.study;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Encodes person names (PS3.5 6.2.1) as hash codes and compares them.
 *
 * <p>The words of the family, given and middle name components are compared in any order; prefix
 * and suffix are ignored. Case, accents, umlauts written as two letters, character width and
 * punctuation are ignored. Two names agree if every word of the shorter name matches a word of the
 * longer one, where an initial matches a word that begins with it, or if both are equal without
 * spaces. Alphabetic, ideographic and phonetic groups are compared separately; a group that one of
 * the names lacks is ignored.
 *
 * <p>Format: groups joined by {@code =}; each group is the code of all its words, then each word as
 * {@code code-initial}, or {@code -initial} for a word of one letter.
 */
final class NameCode {

    private static final int GROUPS = 3;
    private static final int COMPONENTS = 3;
    private static final int MAX_WORDS = 16;
    private static final int INITIAL_LENGTH = 6;
    private static final int HIRAGANA_FIRST = 0x3041;
    private static final int HIRAGANA_LAST = 0x3096;
    private static final int TO_KATAKANA = 0x60;

    static String of(String key, String personName) {
        String[] groups = personName.split("=", GROUPS + 1);
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < Math.min(groups.length, GROUPS); i++) {
            codes.add(group(key, words(groups[i])));
        }
        String joined = String.join("=", codes);
        return joined.replace("=", "").isEmpty() ? "" : joined;
    }

    private static String group(String key, Set<String> words) {
        if (words.isEmpty()) {
            return "";
        }
        List<String> codes = new ArrayList<>();
        codes.add(PersonFacts.code(key, "name", String.join("", words)));
        for (String word : words) {
            String first = word.substring(0, word.offsetByCodePoints(0, 1));
            String initial = PersonFacts.code(key, "initial", first).substring(0, INITIAL_LENGTH);
            boolean single = first.equals(word) && isAlphabetic(word);
            codes.add((single ? "" : PersonFacts.code(key, "word", word)) + "-" + initial);
        }
        return String.join(" ", codes);
    }

    /** A single Han character is a word; a single Latin, Greek or Cyrillic letter is an initial. */
    private static boolean isAlphabetic(String word) {
        return !Character.isIdeographic(word.codePointAt(0));
    }

    private static Set<String> words(String group) {
        String[] components = group.split("\\^", -1);
        String counted =
                String.join(
                        " ", Arrays.copyOf(components, Math.min(COMPONENTS, components.length)));
        Set<String> words = new LinkedHashSet<>();
        for (String word : normalized(counted).split("[^\\p{L}\\p{N}]+")) {
            if (!word.isEmpty() && words.size() < MAX_WORDS) {
                words.add(word);
            }
        }
        return words;
    }

    private static String normalized(String text) {
        String plain =
                Normalizer.normalize(text, Normalizer.Form.NFKD)
                        .replaceAll("[\\u0300-\\u036f'\\u2019`\\u00b4.]", "")
                        .toLowerCase(Locale.ROOT)
                        .replace("ß", "ss")
                        .replace("ø", "o")
                        .replace("ł", "l")
                        .replace("đ", "d")
                        .replaceAll("æ|ae", "a")
                        .replaceAll("œ|oe", "o")
                        .replace("ue", "u");
        StringBuilder normalized = new StringBuilder();
        Normalizer.normalize(plain, Normalizer.Form.NFKC)
                .codePoints()
                .map(c -> c >= HIRAGANA_FIRST && c <= HIRAGANA_LAST ? c + TO_KATAKANA : c)
                .forEach(normalized::appendCodePoint);
        return normalized.toString();
    }

    /** Whether two codes that were made with the same key can belong to the same person. */
    static boolean agree(String one, String other) {
        String[] firstGroups = one.split("=", -1);
        String[] secondGroups = other.split("=", -1);
        for (int i = 0; i < Math.min(firstGroups.length, secondGroups.length); i++) {
            if (!firstGroups[i].isEmpty()
                    && !secondGroups[i].isEmpty()
                    && !groupsAgree(firstGroups[i], secondGroups[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean groupsAgree(String one, String other) {
        List<String> firstWords = List.of(one.split(" "));
        List<String> secondWords = List.of(other.split(" "));
        if (firstWords.get(0).equals(secondWords.get(0))) {
            return true;
        }
        boolean shorter = firstWords.size() <= secondWords.size();
        List<String> few = shorter ? firstWords : secondWords;
        List<String> many = new ArrayList<>(shorter ? secondWords : firstWords);
        many.remove(0);
        return few.subList(1, few.size()).stream().allMatch(word -> takeMatch(word, many));
    }

    /** Removes the word that matches, so that each word of the longer name matches once. */
    private static boolean takeMatch(String word, List<String> many) {
        if (many.remove(word)) {
            return true;
        }
        for (String candidate : many) {
            boolean initial = word.startsWith("-") || candidate.startsWith("-");
            if (initial && initialOf(word).equals(initialOf(candidate))) {
                return many.remove(candidate);
            }
        }
        return false;
    }

    private static String initialOf(String word) {
        return word.substring(word.indexOf('-'));
    }

    private NameCode() {}
}
