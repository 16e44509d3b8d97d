package org.brixianode.send;

/**
 * As what a result is reported in a message. No person has verified it in either case; a result
 * that replaces another is a correction in either case.
 */
public enum ResultStatus {
    /** Final: HL7 table 0123 F, FHIR {@code final}. */
    FINAL,
    /** Stored and not verified: HL7 table 0123 R, FHIR {@code preliminary}. */
    UNVERIFIED
}
