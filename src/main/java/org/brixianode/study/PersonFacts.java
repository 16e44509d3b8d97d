package org.brixianode.study;

import java.util.EnumSet;
import java.util.Set;

/**
 * A person's name, birth date and sex as truncated SHA-256 codes salted with the patient's key,
 * which can only be compared. They keep clear text out of the database; they do not resist a
 * dictionary attack.
 *
 * @param name as encoded by {@link NameCode}; empty if unknown
 * @param birthDate code of the date; empty if unknown
 * @param sex code of M or F; empty if unknown
 */
public record PersonFacts(String name, String birthDate, String sex) {

    /** No fact is known, so that nothing is contradicted. */
    public static final PersonFacts UNKNOWN = new PersonFacts("", "", "");

    private static final int CODE_LENGTH = 12;

    /** A fact in which two persons can differ. */
    public enum Fact {
        NAME("name"),
        BIRTH_DATE("birth date"),
        SEX("sex");

        private final String words;

        Fact(String words) {
            this.words = words;
        }

        /** The fact's name in messages. */
        public String words() {
            return words;
        }
    }

    /**
     * @param key the patient's key, used as salt
     * @param personName VR PN, up to three component groups
     * @param birthDate {@code YYYYMMDD} or {@code YYYY.MM.DD}; any other value counts as unknown
     * @param sex M or F; any other value counts as unknown, since many senders write O for it
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

    /** The facts that are known of both and differ. */
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
