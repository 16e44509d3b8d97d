package org.brixianode.study;

import java.util.EnumSet;
import java.util.Set;

/**
 * A person's name, birth date and sex as codes that can be compared and not be read: SHA-256 salted
 * with the patient's own key. They keep clear text out of the database; they do not withstand
 * somebody who guesses names.
 *
 * @param name as {@link NameCode} writes it; empty where not known
 * @param birthDate code of the date; empty where not known
 * @param sex code of M or F; empty where neither is known
 */
public record PersonFacts(String name, String birthDate, String sex) {

    /** Contradicts nobody. */
    public static final PersonFacts UNKNOWN = new PersonFacts("", "", "");

    private static final int CODE_LENGTH = 12;

    /** What can contradict. */
    public enum Fact {
        NAME("name"),
        BIRTH_DATE("birth date"),
        SEX("sex");

        private final String words;

        Fact(String words) {
            this.words = words;
        }

        /** For people. */
        public String words() {
            return words;
        }
    }

    /**
     * @param key the patient's
     * @param personName VR PN, up to three component groups
     * @param birthDate {@code YYYYMMDD} or {@code YYYY.MM.DD}; anything else counts as not known
     * @param sex M or F; anything else counts as not known, as many senders write O for it
     */
    public static PersonFacts of(String key, String personName, String birthDate, String sex) {
        String date = birthDate.strip().replace(".", "");
        String code = sex.strip();
        return new PersonFacts(
                NameCode.of(key, personName),
                date.matches("[0-9]{8}") && !date.startsWith("0000")
                        ? code(key, "birth date", date)
                        : "",
                code.equals("M") || code.equals("F") ? code(key, "sex", code) : "");
    }

    static String code(String key, String kind, String value) {
        return Sha256.hex(String.join("\n", key, kind, value)).substring(0, CODE_LENGTH);
    }

    /** Where both are known and differ; what one of them lacks contradicts nothing. */
    public Set<Fact> contradictions(PersonFacts other) {
        Set<Fact> facts = EnumSet.noneOf(Fact.class);
        if (!NameCode.agree(name, other.name)) {
            facts.add(Fact.NAME);
        }
        if (differ(birthDate, other.birthDate)) {
            facts.add(Fact.BIRTH_DATE);
        }
        if (differ(sex, other.sex)) {
            facts.add(Fact.SEX);
        }
        return facts;
    }

    private static boolean differ(String one, String other) {
        return !one.isEmpty() && !other.isEmpty() && !one.equals(other);
    }
}
