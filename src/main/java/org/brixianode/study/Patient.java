package org.brixianode.study;

/**
 * Names a patient without telling who it is.
 *
 * @param key lower-case hexadecimal SHA-256 of Patient ID (0010,0020) and Issuer of Patient ID
 *     (0010,0021)
 * @param facts what tells two persons under one identifier apart
 */
public record Patient(String key, PersonFacts facts) {

    /** Of whom no more is known than the identifier. */
    public Patient(String key) {
        this(key, PersonFacts.UNKNOWN);
    }
}
