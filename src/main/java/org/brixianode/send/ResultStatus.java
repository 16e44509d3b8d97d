package org.brixianode.send;

/** As what a result is reported in a message. No person has verified it in either case. */
public enum ResultStatus {
    /**
     * Final, for receivers that hide or discard what is not: HL7 table 0123 F, FHIR {@code final}.
     * One that replaces another is a correction: C, {@code corrected}.
     */
    FINAL,
    /**
     * Stored and not verified: HL7 table 0123 R, FHIR {@code preliminary}, also if it replaces
     * another.
     */
    UNVERIFIED
}
