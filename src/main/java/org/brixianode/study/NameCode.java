package org.brixianode.study;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Person names (PS3.5 6.2.1) as codes, and whether two of them can be one person's.
 *
 * <p>A name is what its family, given and middle name components say in whatever order; prefix and
 * suffix are left out. Case, accents, umlauts written as two letters, width, and punctuation do not
 * count. Two names agree if all words of the shorter one are in the longer one, an initial standing
 * for a word, or if both are the same but for spaces. Alphabetic, ideographic and phonetic groups
 * are compared each with its own kind; a group that one of the names lacks says nothing.
 *
 * <p>Written: groups joined by {@code =}; in a group first the code of the whole, then each word as
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

    /** One Han character is a word; one Latin, Greek or Cyrillic letter an initial. */
    private static boolean isAlphabetic(String word) {
        return !Character.isIdeographic(word.codePointAt(0));
    }

    private static Set<String> words(String group) {
        String[] components = group.split("\\^", -1);
        String counted =
                String.join(
                        " ", Arrays.copyOf(components, Math.min(COMPONENTS, components.length)));
        Set<String> words = new LinkedHashSet<>();
        for (String word : folded(counted).split("[^\\p{L}\\p{N}]+")) {
            if (!word.isEmpty() && words.size() < MAX_WORDS) {
                words.add(word);
            }
        }
        return words;
    }

    private static String folded(String text) {
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
        StringBuilder folded = new StringBuilder();
        Normalizer.normalize(plain, Normalizer.Form.NFKC)
                .codePoints()
                .map(c -> c >= HIRAGANA_FIRST && c <= HIRAGANA_LAST ? c + TO_KATAKANA : c)
                .forEach(folded::appendCodePoint);
        return folded.toString();
    }

    /** Whether two codes, made with one key, can be of one person. */
    static boolean agree(String one, String other) {
        String[] ones = one.split("=", -1);
        String[] others = other.split("=", -1);
        for (int i = 0; i < Math.min(ones.length, others.length); i++) {
            if (!ones[i].isEmpty() && !others[i].isEmpty() && !groupsAgree(ones[i], others[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean groupsAgree(String one, String other) {
        List<String> ones = List.of(one.split(" "));
        List<String> others = List.of(other.split(" "));
        if (ones.get(0).equals(others.get(0))) {
            return true;
        }
        boolean shorter = ones.size() <= others.size();
        List<String> few = shorter ? ones : others;
        List<String> many = new ArrayList<>(shorter ? others : ones);
        many.remove(0);
        return few.subList(1, few.size()).stream().allMatch(word -> takeMatch(word, many));
    }

    /** Each word of the longer name stands for one of the shorter. */
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
