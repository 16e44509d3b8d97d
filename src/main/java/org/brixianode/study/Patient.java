package org.brixianode.study;

/**
 * A pseudonymous patient identity.
 *
 * @param key lower-case hexadecimal SHA-256 of Patient ID (0010,0020) and Issuer of Patient ID
 *     (0010,0021)
 * @param facts hash codes of name, birth date and sex, which distinguish two persons with the same
 *     identifier
 */
public record Patient(String key, PersonFacts facts) {

    /** A patient of whom only the identifier is known. */
    public Patient(String key) {
        this(key, PersonFacts.UNKNOWN);
    }
}
